-- The same fan pays: what the server's store does for one payment, in as many round trips, in a transaction of its own.
-- After reserve.sql, with the same variables.
\set turn :turn + 1
\set place 1 + :client_id * :each + :turn
\set n 100000000000 + :client_id * :each + :turn
\startpipeline
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT id, concert_date_id, seat_number, price, status FROM seat
 WHERE id = (SELECT seat_id FROM reservation WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid) FOR NO KEY UPDATE;
\endpipeline
SELECT id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at,
 session_place, session_entered_at FROM reservation
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid;
SELECT id, balance, paid_session_place, paid_session_entered_at FROM users
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid FOR NO KEY UPDATE;
\startpipeline
UPDATE seat SET status = 2 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid;
UPDATE reservation SET state = 1, payment_id = ('00000000-0000-4000-8000-' || :n)::uuid, paid_at = 1,
 session_place = :place, session_entered_at = 1
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid AND state = 0;
UPDATE users SET balance = balance - 99000, paid_session_place = :place, paid_session_entered_at = 1
 WHERE id = ('00000000-0000-4000-8000-' || :n)::uuid;
INSERT INTO point_history (id, user_id, reason, amount, balance, reservation_id, at)
VALUES (('00000000-0000-4000-8000-' || :n)::uuid, ('00000000-0000-4000-8000-' || :n)::uuid, 1, -99000, 901000,
        ('00000000-0000-4000-8000-' || :n)::uuid, 1);
INSERT INTO change (payload) VALUES (decode(repeat('00', 174), 'hex'));
COMMIT;
\endpipeline
