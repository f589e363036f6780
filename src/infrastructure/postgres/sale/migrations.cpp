#include "infrastructure/postgres/sale/migrations.h"

#include <array>

namespace onsale::postgres {
namespace {

constexpr char const* sale = R"sql(
CREATE TABLE concert (
    id          uuid PRIMARY KEY,
    singer_name text NOT NULL
);

-- The counter changes with every batch of its date: room for new versions of the row on the same page.
CREATE TABLE concert_date (
    id              uuid PRIMARY KEY,
    concert_id      uuid NOT NULL REFERENCES concert (id),
    date            bigint NOT NULL,
    available_seats bigint NOT NULL CHECK (available_seats >= 0),
    UNIQUE (concert_id, date)
) WITH (fillfactor = 20);

CREATE TABLE seat (
    id              uuid PRIMARY KEY,
    concert_date_id uuid NOT NULL REFERENCES concert_date (id),
    seat_number     integer NOT NULL CHECK (seat_number >= 1),
    section         text NOT NULL,
    row             text NOT NULL,
    seat            text NOT NULL,
    price           bigint NOT NULL CHECK (price >= 0),
    status          smallint NOT NULL CHECK (status IN (0, 1, 2)), -- available, reserved, held
    UNIQUE (concert_date_id, seat_number)
) WITH (fillfactor = 80);

CREATE TABLE users (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    balance      bigint NOT NULL CHECK (balance >= 0),
    last_paid_at bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

-- seq is drawn while the seat is locked: the order in which a seat's reservations were made, over all nodes. Ids, and
-- created_at, are of each node's own clock.
CREATE TABLE reservation (
    id              uuid PRIMARY KEY,
    seat_id         uuid NOT NULL REFERENCES seat (id),
    user_id         uuid NOT NULL REFERENCES users (id),
    price           bigint NOT NULL CHECK (price >= 0),
    state           smallint NOT NULL CHECK (state IN (0, 1, 2, 3)), -- reserved, paid, released, expired
    created_at      bigint NOT NULL,
    hold_expires_at bigint NOT NULL,
    payment_id      uuid,
    paid_at         bigint,
    seq             bigint GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT paid_has_its_payment CHECK ((state = 1) = (payment_id IS NOT NULL AND paid_at IS NOT NULL))
);

-- Promise 1: a seat has at most one owner and at most one open hold, ever.
CREATE UNIQUE INDEX one_open_reservation_of_a_seat ON reservation (seat_id) WHERE state IN (0, 1);

-- seq is drawn while the user is locked: the order of a user's entries, over all nodes.
CREATE TABLE point_history (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL REFERENCES users (id),
    reason         smallint NOT NULL CHECK (reason IN (0, 1)),  -- charge, payment
    amount         bigint NOT NULL,                             -- signed
    balance        bigint NOT NULL CHECK (balance >= 0),        -- after this entry
    reservation_id uuid REFERENCES reservation (id),
    at             bigint NOT NULL,
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT reason_fits_amount CHECK ((reason = 0 AND amount > 0 AND reservation_id IS NULL) OR
                                         (reason = 1 AND amount <= 0 AND reservation_id IS NOT NULL))
);
CREATE UNIQUE INDEX point_history_of_a_user ON point_history (user_id, seq);

-- A reservation is paid once.
CREATE UNIQUE INDEX one_payment_of_a_reservation ON point_history (reservation_id) WHERE reason = 1;

-- Promise 2: the history is only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', tg_table_name;
END $$;
CREATE TRIGGER point_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON point_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The guard of a statement that saves rows: fewer than it was given are a bug of ours. It raises, so that a COMMIT that
-- was sent behind it, without waiting, cannot go through.
CREATE FUNCTION expect_saved(saved bigint, given integer, promise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF saved <> given THEN
        RAISE EXCEPTION '%: % of % rows saved', promise, saved, given USING ERRCODE = 'OS001';
    END IF;
END $$;

-- What committed transactions changed, for the boards of other nodes.
CREATE TABLE change (
    seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    payload bytea NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX change_by_transaction ON change (xid);

-- Signs the tokens of all nodes in phase dev, where no secret is set.
CREATE TABLE dev_secret (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret text NOT NULL
);

-- Answers that were given under an Idempotency-Key, to be given again.
CREATE TABLE idempotency (
    scope       text NOT NULL,  -- whose key it is
    key         text NOT NULL,
    fingerprint bytea NOT NULL, -- of the request: its method, path and body
    status      smallint NOT NULL,
    body        bytea NOT NULL,
    at          bigint NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_by_age ON idempotency (at);
)sql";

constexpr char const* steering = R"sql(
ALTER TABLE concert_date ADD COLUMN on_sale boolean NOT NULL DEFAULT true;

-- What the operator steers, over the settings. NULL: as the settings say, or none.
CREATE TABLE steering (
    one              boolean PRIMARY KEY DEFAULT true CHECK (one),
    paused           boolean NOT NULL,
    capacity         integer CHECK (capacity > 0),
    admit_per_second integer CHECK (admit_per_second > 0),
    opens_at         bigint,
    message          text,
    message_at       bigint,
    changed_at       bigint,
    CONSTRAINT message_has_its_time CHECK ((message IS NULL) = (message_at IS NULL))
);
INSERT INTO steering (paused) VALUES (false);

-- seq: the order over all nodes, as far as there is one.
CREATE TABLE operator_action (
    id       uuid PRIMARY KEY,
    at       bigint NOT NULL,
    operator text NOT NULL,
    kind     smallint NOT NULL,
    subject  text,           -- the id of what it was done to
    detail   text NOT NULL,
    seq      bigint GENERATED ALWAYS AS IDENTITY UNIQUE
);
CREATE TRIGGER operator_action_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_action
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
)sql";

constexpr char const* drawings = R"sql(
-- Where the seats of a date stand in its hall, as far as it does not change: infrastructure/sale_encoding/drawing_text.h.
CREATE TABLE drawing (
    concert_date_id uuid PRIMARY KEY REFERENCES concert_date (id),
    drawing         text NOT NULL
);
)sql";

constexpr char const* sessions = R"sql(
-- The session of the line that a payment has ended, by its identity: instants of two machines are not compared. NULL:
-- paid without one, or before this version, which did not know which one it was.
ALTER TABLE reservation
    ADD COLUMN session_place bigint,
    ADD COLUMN session_entered_at bigint,
    ADD CONSTRAINT session_is_whole CHECK ((session_place IS NULL) = (session_entered_at IS NULL)),
    ADD CONSTRAINT only_a_payment_ends_a_session CHECK (state = 1 OR session_place IS NULL);

-- The last session that a payment of the user has ended: looked at under the user's lock.
ALTER TABLE users
    DROP COLUMN last_paid_at,
    ADD COLUMN paid_session_place bigint,
    ADD COLUMN paid_session_entered_at bigint,
    ADD CONSTRAINT paid_session_is_whole CHECK ((paid_session_place IS NULL) = (paid_session_entered_at IS NULL));
)sql";

constexpr char const* agreement = R"sql(
-- Up to which seq changes were deleted: a node that has not seen all of these fills its boards again.
CREATE TABLE change_horizon (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    deleted_to bigint NOT NULL
);
INSERT INTO change_horizon (deleted_to) SELECT coalesce(min(seq) - 1, 0) FROM change;

-- Settings in which all nodes must agree, as the first one had them: app/serving/store/agreed_settings.h.
CREATE TABLE agreed_setting (
    name  text PRIMARY KEY,
    value text NOT NULL  -- of a secret: a salted hash
);
)sql";

constexpr char const* pieces = R"sql(
-- Of a date that is being put on sale, in pieces: when the last one came. NULL: it is finished, as all were before.
ALTER TABLE concert_date
    ADD COLUMN last_piece_at bigint,
    ADD COLUMN concert_came_with_date boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT concert_came_with_unfinished_date CHECK (NOT concert_came_with_date OR last_piece_at IS NOT NULL);

-- For the foreign key, when seats of a date that was given up are removed: they are newer than those that were ever
-- reserved, so that a look at the bounds of each range finds nothing. Costs a reservation next to nothing.
CREATE INDEX reservation_by_seat ON reservation USING brin (seat_id) WITH (pages_per_range = 32, autosummarize = on);
)sql";

constexpr char const* steering_of_lines = R"sql(
-- One row for each line, by its name; there was one line before.
ALTER TABLE steering ADD COLUMN line text NOT NULL DEFAULT 'main';
ALTER TABLE steering ALTER COLUMN line DROP DEFAULT, DROP COLUMN one;
ALTER TABLE steering ADD PRIMARY KEY (line);
)sql";

constexpr char const* terms = R"sql(
-- On which terms seats are sold. NULL: open at once, until the concert begins, held as long as the settings say.
ALTER TABLE concert_date
    ADD COLUMN opens_at bigint,
    ADD COLUMN closes_at bigint,
    ADD COLUMN hold_seconds bigint CHECK (hold_seconds > 0),
    ADD COLUMN most_per_person integer NOT NULL DEFAULT 4 CHECK (most_per_person > 0),
    ADD COLUMN most_takes integer NOT NULL DEFAULT 20 CHECK (most_takes > 0),
    ADD COLUMN no_single_seats boolean NOT NULL DEFAULT false,
    ADD COLUMN cooling_seconds bigint NOT NULL DEFAULT 300 CHECK (cooling_seconds >= 0);

-- The session of the line that a reservation was made in. NULL: made without one, or before this version.
ALTER TABLE reservation
    ADD COLUMN taken_in_place bigint,
    ADD COLUMN taken_in_entered_at bigint,
    ADD CONSTRAINT session_of_taking_is_whole CHECK ((taken_in_place IS NULL) = (taken_in_entered_at IS NULL));

-- The reservation that a seat belongs to, where it did not begin it itself. NULL: it did, as all did before.
ALTER TABLE reservation ADD COLUMN reserved_with uuid REFERENCES reservation (id);
CREATE INDEX seats_reserved_together ON reservation (reserved_with) WHERE reserved_with IS NOT NULL;

-- Each reservation counts what its user has already, under the user's lock.
CREATE INDEX reservation_of_a_user ON reservation (user_id);
)sql";

constexpr char const* blocks = R"sql(
-- Seats that the operator keeps from sale: why, and until when; the largest number: until they are put back on sale.
-- NULL: none. Their status stays.
ALTER TABLE seat
    ADD COLUMN blocked_reason text,
    ADD COLUMN blocked_until bigint,
    ADD CONSTRAINT block_is_whole CHECK ((blocked_until IS NULL) = (blocked_reason IS NULL));
CREATE INDEX blocked_seat ON seat (concert_date_id, id) WHERE blocked_until IS NOT NULL;
)sql";

constexpr char const* traits = R"sql(
-- What is special about a seat: the bits of SeatTraits (src/domain/seat_traits.h).
ALTER TABLE seat ADD COLUMN traits smallint NOT NULL DEFAULT 0;
)sql";

constexpr char const* companions = R"sql(
ALTER TABLE concert_date ADD COLUMN companions_for_all boolean NOT NULL DEFAULT false;
)sql";

constexpr std::array all{
    Migration{1, "the sale", sale},
    Migration{2, "steering", steering},
    Migration{3, "drawings of halls", drawings},
    Migration{4, "sessions by identity", sessions},
    Migration{5, "what nodes agree on", agreement},
    Migration{6, "halls in pieces", pieces},
    Migration{7, "steering of lines", steering_of_lines},
    Migration{8, "terms of dates", terms},
    Migration{9, "blocked seats", blocks},
    Migration{10, "traits of seats", traits},
    Migration{11, "companion seats", companions},
};

}  // namespace

std::span<Migration const> migrations() { return all; }

}  // namespace onsale::postgres
