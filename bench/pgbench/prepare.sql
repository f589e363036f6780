-- A sale for reserve.sql and pay.sql, in the schema that `onsale migrate` made. Variables of psql:
-- fans (each will buy a seat), dates (among which their seats lie, in turn), seats (of all dates together).
--
-- The ids hold a number, so that a script knows them without asking: 00000000-0000-4000-8000-1 and eleven digits.
CREATE FUNCTION numbered(number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
$$ SELECT ('00000000-0000-4000-8000-' || 100000000000 + number)::uuid $$;

BEGIN;
INSERT INTO concert (id, singer_name) VALUES (numbered(0), 'pgbench');
INSERT INTO concert_date (id, concert_id, date, available_seats)
SELECT numbered(d), numbered(0), d, (SELECT count(*) FROM generate_series(1, :seats) AS n WHERE n % :dates = d)
FROM generate_series(0, :dates - 1) AS d;
INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status)
SELECT numbered(n), numbered(n % :dates), 1 + n / :dates, 'N', '1', n::text, 99000, 0
FROM generate_series(1, :seats) AS n;
INSERT INTO users (id, name, balance) SELECT numbered(n), 'fan', 1000000 FROM generate_series(1, :fans) AS n;
INSERT INTO point_history (id, user_id, reason, amount, balance, at)
SELECT numbered(:fans + n), numbered(n), 0, 1000000, 1000000, 0 FROM generate_series(1, :fans) AS n;
COMMIT;

-- As a server that has run for a while finds it.
VACUUM ANALYZE;
CHECKPOINT;
