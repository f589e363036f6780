-- One fan holds one seat: what the server's store does for one reservation, in as many round trips, in a transaction of
-- its own. -D each=N: how many commands a client runs; -D turn=0.
\set turn :turn + 1
\set n 100000000000 + :client_id * :each + :turn
\startpipeline
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT id, concert_date_id, seat_number, price, status FROM seat
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid FOR NO KEY UPDATE;
\endpipeline
SELECT id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at,
 session_place, session_entered_at FROM reservation
 WHERE seat_id = ('00000000-0000-4000-8000-' || :n)::uuid AND state IN (0, 1);
SELECT id, balance, paid_session_place, paid_session_entered_at FROM users
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid FOR NO KEY UPDATE;
\startpipeline
UPDATE seat SET status = 1 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid;
INSERT INTO reservation (id, seat_id, user_id, price, state, created_at, hold_expires_at)
VALUES (('00000000-0000-4000-8000-' || :n)::uuid, ('00000000-0000-4000-8000-' || :n)::uuid,
        ('00000000-0000-4000-8000-' || :n)::uuid, 99000, 0, 0, 4102444800000);
UPDATE concert_date SET available_seats = available_seats - 1
 WHERE id = (SELECT concert_date_id FROM seat WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid);
INSERT INTO change (payload) VALUES (decode(repeat('00', 142), 'hex'));
COMMIT;
\endpipeline
