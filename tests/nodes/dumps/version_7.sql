-- The sale of version_3.sql, brought forward by the release of schema 7 (commit 8d73c74, 30 November 2026). Made by
--     pg_dump --no-owner --no-privileges --no-comments --inserts --rows-per-insert=100
-- and no more than its two lines for psql (\restrict) taken out.
--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: expect_saved(bigint, integer, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.expect_saved(saved bigint, given integer, promise text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF saved <> given THEN
        RAISE EXCEPTION '%: % of % rows saved', promise, saved, given USING ERRCODE = 'OS001';
    END IF;
END $$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', tg_table_name;
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: agreed_setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreed_setting (
    name text NOT NULL,
    value text NOT NULL
);


--
-- Name: change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change (
    seq bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    payload bytea NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: change_horizon; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change_horizon (
    one boolean DEFAULT true NOT NULL,
    deleted_to bigint NOT NULL,
    CONSTRAINT change_horizon_one_check CHECK (one)
);


--
-- Name: change_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.change ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.change_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: concert; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.concert (
    id uuid NOT NULL,
    singer_name text NOT NULL
);


--
-- Name: concert_date; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.concert_date (
    id uuid NOT NULL,
    concert_id uuid NOT NULL,
    date bigint NOT NULL,
    available_seats bigint NOT NULL,
    on_sale boolean DEFAULT true NOT NULL,
    last_piece_at bigint,
    concert_came_with_date boolean DEFAULT false NOT NULL,
    CONSTRAINT concert_came_with_unfinished_date CHECK (((NOT concert_came_with_date) OR (last_piece_at IS NOT NULL))),
    CONSTRAINT concert_date_available_seats_check CHECK ((available_seats >= 0))
)
WITH (fillfactor='20');


--
-- Name: dev_secret; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dev_secret (
    one boolean DEFAULT true NOT NULL,
    secret text NOT NULL,
    CONSTRAINT dev_secret_one_check CHECK (one)
);


--
-- Name: drawing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.drawing (
    concert_date_id uuid NOT NULL,
    drawing text NOT NULL
);


--
-- Name: idempotency; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency (
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    body bytea NOT NULL,
    at bigint NOT NULL
);


--
-- Name: operator_action; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.operator_action (
    id uuid NOT NULL,
    at bigint NOT NULL,
    operator text NOT NULL,
    kind smallint NOT NULL,
    subject text,
    detail text NOT NULL,
    seq bigint NOT NULL
);


--
-- Name: operator_action_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.operator_action ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operator_action_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: point_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.point_history (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    reason smallint NOT NULL,
    amount bigint NOT NULL,
    balance bigint NOT NULL,
    reservation_id uuid,
    at bigint NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT point_history_balance_check CHECK ((balance >= 0)),
    CONSTRAINT point_history_reason_check CHECK ((reason = ANY (ARRAY[0, 1]))),
    CONSTRAINT reason_fits_amount CHECK ((((reason = 0) AND (amount > 0) AND (reservation_id IS NULL)) OR ((reason = 1) AND (amount <= 0) AND (reservation_id IS NOT NULL))))
);


--
-- Name: point_history_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.point_history ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.point_history_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: reservation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reservation (
    id uuid NOT NULL,
    seat_id uuid NOT NULL,
    user_id uuid NOT NULL,
    price bigint NOT NULL,
    state smallint NOT NULL,
    created_at bigint NOT NULL,
    hold_expires_at bigint NOT NULL,
    payment_id uuid,
    paid_at bigint,
    seq bigint NOT NULL,
    session_place bigint,
    session_entered_at bigint,
    CONSTRAINT only_a_payment_ends_a_session CHECK (((state = 1) OR (session_place IS NULL))),
    CONSTRAINT paid_has_its_payment CHECK (((state = 1) = ((payment_id IS NOT NULL) AND (paid_at IS NOT NULL)))),
    CONSTRAINT reservation_price_check CHECK ((price >= 0)),
    CONSTRAINT reservation_state_check CHECK ((state = ANY (ARRAY[0, 1, 2, 3]))),
    CONSTRAINT session_is_whole CHECK (((session_place IS NULL) = (session_entered_at IS NULL)))
);


--
-- Name: reservation_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.reservation ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reservation_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: schema_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_version (
    version integer NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: seat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.seat (
    id uuid NOT NULL,
    concert_date_id uuid NOT NULL,
    seat_number integer NOT NULL,
    section text NOT NULL,
    "row" text NOT NULL,
    seat text NOT NULL,
    price bigint NOT NULL,
    status smallint NOT NULL,
    CONSTRAINT seat_price_check CHECK ((price >= 0)),
    CONSTRAINT seat_seat_number_check CHECK ((seat_number >= 1)),
    CONSTRAINT seat_status_check CHECK ((status = ANY (ARRAY[0, 1, 2])))
)
WITH (fillfactor='80');


--
-- Name: steering; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.steering (
    paused boolean NOT NULL,
    capacity integer,
    admit_per_second integer,
    opens_at bigint,
    message text,
    message_at bigint,
    changed_at bigint,
    line text NOT NULL,
    CONSTRAINT message_has_its_time CHECK (((message IS NULL) = (message_at IS NULL))),
    CONSTRAINT steering_admit_per_second_check CHECK ((admit_per_second > 0)),
    CONSTRAINT steering_capacity_check CHECK ((capacity > 0))
);


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id uuid NOT NULL,
    name text NOT NULL,
    balance bigint NOT NULL,
    paid_session_place bigint,
    paid_session_entered_at bigint,
    CONSTRAINT paid_session_is_whole CHECK (((paid_session_place IS NULL) = (paid_session_entered_at IS NULL))),
    CONSTRAINT users_balance_check CHECK ((balance >= 0))
)
WITH (fillfactor='80');


--
-- Data for Name: agreed_setting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: change; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change OVERRIDING SYSTEM VALUE VALUES
	(1, '729', '\x0200000001019a1f58b8e1733d9855934157a85cc2000000094461776e2042616e6400000001019a1f58b8e1733d9855934157a85cc3019a1f58b8e1733d9855934157a85cc2000003b507461f8000000000000000000100000008019a1f58b8e1733d9855934157a85cc4019a1f58b8e1733d9855934157a85cc30000000100000000000157c0000000014100000001310000000131019a1f58b8e1733d9855934157a85cc5019a1f58b8e1733d9855934157a85cc30000000200000000000157c0000000014100000001310000000132019a1f58b8e1733d9855934157a85cc6019a1f58b8e1733d9855934157a85cc30000000300000000000157c0000000014100000001310000000133019a1f58b8e1733d9855934157a85cc7019a1f58b8e1733d9855934157a85cc30000000400000000000157c0000000014100000001310000000134019a1f58b8e1733d9855934157a85cc8019a1f58b8e1733d9855934157a85cc30000000500000000000157c0000000014100000001310000000135019a1f58b8e1733d9855934157a85cc9019a1f58b8e1733d9855934157a85cc30000000600000000000157c0000000014100000001310000000136019a1f58b8e1733d9855934157a85cca019a1f58b8e1733d9855934157a85cc30000000700000000000157c0000000014100000001310000000137019a1f58b8e1733d9855934157a85ccb019a1f58b8e1733d9855934157a85cc30000000800000000000157c0000000014100000001310000000138000000000000000000000000', '2026-11-30 07:08:19.553557+00'),
	(2, '731', '\x0200000000000000000000000000000001019a1f58bdf477cd91c6234199858ea5000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.849095+00'),
	(3, '732', '\x020000000000000000000000000000000000000001019a1f58be0b747a8da59c6ed74bb93f019a1f58b8e1733d9855934157a85cc4019a1f58bdf477cd91c6234199858ea500000000000157c0000000019a1f58be0b0000019a247f1a0b00000000000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.870447+00'),
	(4, '733', '\x0200000000000000000000000000000001019a1f58bdf477cd91c6234199858ea500000000000186a000000000000000000000000000000000', '2026-11-30 07:08:20.887436+00'),
	(5, '734', '\x0200000000000000000000000000000001019a1f58bdf477cd91c6234199858ea50000000000002ee00000019a1f58be2b00000001019a1f58be0b747a8da59c6ed74bb93f019a1f58b8e1733d9855934157a85cc4019a1f58bdf477cd91c6234199858ea500000000000157c0010000019a1f58be0b0000019a247f1a0b019a1f58be2b732f9909ff6dc229fdca0000019a1f58be2b00000000', '2026-11-30 07:08:20.905236+00'),
	(6, '735', '\x0200000000000000000000000000000001019a1f58be327122845db35ea9066ef4000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.913768+00'),
	(7, '736', '\x020000000000000000000000000000000000000001019a1f58be38705f8f92bffe709bf5d6019a1f58b8e1733d9855934157a85cc5019a1f58be327122845db35ea9066ef400000000000157c0000000019a1f58be380000019a247f1a3800000000000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.919128+00'),
	(8, '737', '\x0200000000000000000000000000000001019a1f58be327122845db35ea9066ef400000000000186a000000000000000000000000000000000', '2026-11-30 07:08:20.92264+00'),
	(9, '738', '\x0200000000000000000000000000000001019a1f58be327122845db35ea9066ef40000000000002ee00000019a1f58be3d00000001019a1f58be38705f8f92bffe709bf5d6019a1f58b8e1733d9855934157a85cc5019a1f58be327122845db35ea9066ef400000000000157c0010000019a1f58be380000019a247f1a38019a1f58be3d7f169a8e1ce08b11a9d50000019a1f58be3d00000000', '2026-11-30 07:08:20.924712+00'),
	(10, '739', '\x0200000000000000000000000000000001019a1f58be3f7d27834b375fd8c722fc000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.927554+00'),
	(11, '740', '\x020000000000000000000000000000000000000001019a1f58be47769398365b16956d9582019a1f58b8e1733d9855934157a85cc6019a1f58be3f7d27834b375fd8c722fc00000000000157c0000000019a1f58be470000019a247f1a4700000000000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.932596+00'),
	(12, '741', '\x0200000000000000000000000000000001019a1f58be3f7d27834b375fd8c722fc00000000000186a000000000000000000000000000000000', '2026-11-30 07:08:20.936797+00'),
	(13, '742', '\x0200000000000000000000000000000001019a1f58be4a7f00911bc4145f9f2190000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.938263+00'),
	(14, '743', '\x020000000000000000000000000000000000000001019a1f58be52700e8e3f0623bbc530dc019a1f58b8e1733d9855934157a85cc7019a1f58be4a7f00911bc4145f9f219000000000000157c0000000019a1f58be520000019a247f1a5200000000000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.943461+00'),
	(15, '744', '\x0200000000000000000000000000000001019a1f58be4a7f00911bc4145f9f219000000000000186a000000000000000000000000000000000', '2026-11-30 07:08:20.949462+00'),
	(16, '745', '\x020000000000000000000000000000000000000001019a1f58be52700e8e3f0623bbc530dc019a1f58b8e1733d9855934157a85cc7019a1f58be4a7f00911bc4145f9f219000000000000157c0020000019a1f58be520000019a247f1a5200000000000000000000000000000000000000000000000000000000', '2026-11-30 07:08:20.953096+00'),
	(17, '746', '\x0200000000000000000000000000000000000000000000000100000000010000000e446f6f727320617420736576656e0000019a1f58be5c010000019a1f58be5c', '2026-11-30 07:08:20.955639+00');


--
-- Data for Name: change_horizon; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change_horizon VALUES
	(true, 0);


--
-- Data for Name: concert; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.concert VALUES
	('019a1f58-b8e1-733d-9855-934157a85cc2', 'Dawn Band');


--
-- Data for Name: concert_date; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.concert_date VALUES
	('019a1f58-b8e1-733d-9855-934157a85cc3', '019a1f58-b8e1-733d-9855-934157a85cc2', 4076046000000, 5, true, NULL, false);


--
-- Data for Name: dev_secret; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dev_secret VALUES
	(true, '26130aef76d37c19d8893b7d829a65a0ec6081888fd130f50bbe8867f5d3d022');


--
-- Data for Name: drawing; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.drawing VALUES
	('019a1f58-b8e1-733d-9855-934157a85cc3', '{"hall":"Eight","stage":{"kind":0,"x":-400,"y":-150,"width":800,"height":300},"categories":[],"sections":[{"name":"A","group":""}],"seats":{"number":[1,2,3,4,5,6,7,8],"category":[-1,-1,-1,-1,-1,-1,-1,-1],"x":[-350,-250,-150,-50,50,150,250,350],"y":[600,600,600,600,600,600,600,600]}}');


--
-- Data for Name: idempotency; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency VALUES
	('registration', 'registration-of-fan-0-3f9c1b7a5d', '\x2795bf9654cc27277f187cf227010ea51bf0310148a9188168a9527a24fe89f3', 201, '\x7b226964223a2230313961316635382d626466342d373763642d393163362d323334313939383538656135222c226e616d65223a2266616e222c22706f696e74223a307d', 1761462500852),
	('019a1f58-bdf4-77cd-91c6-234199858ea5', 'charge-0', '\x129d5b39744e7a83952bfabb291d4eac9a7f33da701a9b04e170bc64b4674a08', 200, '\x7b22757365724964223a2230313961316635382d626466342d373763642d393163362d323334313939383538656135222c22616d6f756e74223a3130303030302c22706f696e74223a3130303030307d', 1761462500889),
	('019a1f58-bdf4-77cd-91c6-234199858ea5', 'payment-0', '\xc3775a1afe585af2a396d746e7e3c1cfd96c81ef3c2b653bd361e237bb6db95b', 200, '\x7b226964223a2230313961316635382d626532622d373332662d393930392d666636646332323966646361222c22616d6f756e74223a38383030302c22726561736f6e223a227061796d656e74222c2275736572223a7b226964223a2230313961316635382d626466342d373763642d393163362d323334313939383538656135227d2c227265736572766174696f6e223a7b226964223a2230313961316635382d626530622d373437612d386461352d396336656437346262393366222c2273656174223a2230313961316635382d623865312d373333642d393835352d393334313537613835636334222c22737461747573223a2270616964227d2c227061796d656e7444617465223a22323032352d31302d32365430373a30383a32302e3930375a227d', 1761462500907),
	('registration', 'registration-of-fan-1-3f9c1b7a5d', '\x2795bf9654cc27277f187cf227010ea51bf0310148a9188168a9527a24fe89f3', 201, '\x7b226964223a2230313961316635382d626533322d373132322d383435642d623335656139303636656634222c226e616d65223a2266616e222c22706f696e74223a307d', 1761462500914),
	('019a1f58-be32-7122-845d-b35ea9066ef4', 'charge-1', '\x03be138651480b8e6a99c6712813f0d4a7cc7aa703aeceb2a44f18b2aac66dad', 200, '\x7b22757365724964223a2230313961316635382d626533322d373132322d383435642d623335656139303636656634222c22616d6f756e74223a3130303030302c22706f696e74223a3130303030307d', 1761462500923),
	('019a1f58-be32-7122-845d-b35ea9066ef4', 'payment-1', '\x2bb30b195c9b67bdaa3dacc981eccd945958c53a4e44b4f630ed26a9cdbea4bb', 200, '\x7b226964223a2230313961316635382d626533642d376631362d396138652d316365303862313161396435222c22616d6f756e74223a38383030302c22726561736f6e223a227061796d656e74222c2275736572223a7b226964223a2230313961316635382d626533322d373132322d383435642d623335656139303636656634227d2c227265736572766174696f6e223a7b226964223a2230313961316635382d626533382d373035662d386639322d626666653730396266356436222c2273656174223a2230313961316635382d623865312d373333642d393835352d393334313537613835636335222c22737461747573223a2270616964227d2c227061796d656e7444617465223a22323032352d31302d32365430373a30383a32302e3932355a227d', 1761462500925),
	('registration', 'registration-of-fan-2-3f9c1b7a5d', '\x2795bf9654cc27277f187cf227010ea51bf0310148a9188168a9527a24fe89f3', 201, '\x7b226964223a2230313961316635382d626533662d376432372d383334622d333735666438633732326663222c226e616d65223a2266616e222c22706f696e74223a307d', 1761462500927),
	('019a1f58-be3f-7d27-834b-375fd8c722fc', 'charge-2', '\x0aeadfdf29c990847506f1960e8da364397bb2ccdaacdef188c491c1389a2276', 200, '\x7b22757365724964223a2230313961316635382d626533662d376432372d383334622d333735666438633732326663222c22616d6f756e74223a3130303030302c22706f696e74223a3130303030307d', 1761462500937),
	('registration', 'registration-of-fan-3-3f9c1b7a5d', '\x2795bf9654cc27277f187cf227010ea51bf0310148a9188168a9527a24fe89f3', 201, '\x7b226964223a2230313961316635382d626534612d376630302d393131622d633431343566396632313930222c226e616d65223a2266616e222c22706f696e74223a307d', 1761462500938),
	('019a1f58-be4a-7f00-911b-c4145f9f2190', 'charge-3', '\x160b6600a947287f9c3d25390b3b1ea7376d4c8d467f21e1ed48a34f1a380b87', 200, '\x7b22757365724964223a2230313961316635382d626534612d376630302d393131622d633431343566396632313930222c22616d6f756e74223a3130303030302c22706f696e74223a3130303030307d', 1761462500951);


--
-- Data for Name: operator_action; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.operator_action OVERRIDING SYSTEM VALUE VALUES
	('019a1f58-be5c-776f-93e3-4867a1972deb', 1761462500956, 'operator', 5, NULL, '{"text":"Doors at seven"}', 1);


--
-- Data for Name: point_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.point_history OVERRIDING SYSTEM VALUE VALUES
	('019a1f58-be19-7a72-930b-5cbb22715e1b', '019a1f58-bdf4-77cd-91c6-234199858ea5', 0, 100000, 100000, NULL, 1761462500889, 1),
	('019a1f58-be2b-732f-9909-ff6dc229fdca', '019a1f58-bdf4-77cd-91c6-234199858ea5', 1, -88000, 12000, '019a1f58-be0b-747a-8da5-9c6ed74bb93f', 1761462500907, 2),
	('019a1f58-be3b-7422-8c13-d1f80a924ee2', '019a1f58-be32-7122-845d-b35ea9066ef4', 0, 100000, 100000, NULL, 1761462500923, 3),
	('019a1f58-be3d-7f16-9a8e-1ce08b11a9d5', '019a1f58-be32-7122-845d-b35ea9066ef4', 1, -88000, 12000, '019a1f58-be38-705f-8f92-bffe709bf5d6', 1761462500925, 4),
	('019a1f58-be49-7c26-87c4-f8344982f0c0', '019a1f58-be3f-7d27-834b-375fd8c722fc', 0, 100000, 100000, NULL, 1761462500937, 5),
	('019a1f58-be57-7ff6-8742-763f7ede8c43', '019a1f58-be4a-7f00-911b-c4145f9f2190', 0, 100000, 100000, NULL, 1761462500951, 6);


--
-- Data for Name: reservation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reservation OVERRIDING SYSTEM VALUE VALUES
	('019a1f58-be0b-747a-8da5-9c6ed74bb93f', '019a1f58-b8e1-733d-9855-934157a85cc4', '019a1f58-bdf4-77cd-91c6-234199858ea5', 88000, 1, 1761462500875, 1761548900875, '019a1f58-be2b-732f-9909-ff6dc229fdca', 1761462500907, 1, NULL, NULL),
	('019a1f58-be38-705f-8f92-bffe709bf5d6', '019a1f58-b8e1-733d-9855-934157a85cc5', '019a1f58-be32-7122-845d-b35ea9066ef4', 88000, 1, 1761462500920, 1761548900920, '019a1f58-be3d-7f16-9a8e-1ce08b11a9d5', 1761462500925, 2, NULL, NULL),
	('019a1f58-be47-7693-9836-5b16956d9582', '019a1f58-b8e1-733d-9855-934157a85cc6', '019a1f58-be3f-7d27-834b-375fd8c722fc', 88000, 0, 1761462500935, 1761548900935, NULL, NULL, 3, NULL, NULL),
	('019a1f58-be52-700e-8e3f-0623bbc530dc', '019a1f58-b8e1-733d-9855-934157a85cc7', '019a1f58-be4a-7f00-911b-c4145f9f2190', 88000, 2, 1761462500946, 1761548900946, NULL, NULL, 4, NULL, NULL);


--
-- Data for Name: schema_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_version VALUES
	(1, 'the sale', '2026-11-30 07:08:19.396029+00'),
	(2, 'steering', '2026-11-30 07:08:19.423243+00'),
	(3, 'drawings of halls', '2026-11-30 07:08:19.426863+00'),
	(4, 'sessions by identity', '2026-11-30 16:03:07.464762+00'),
	(5, 'what nodes agree on', '2026-11-30 16:03:07.470466+00'),
	(6, 'halls in pieces', '2026-11-30 16:03:07.475904+00'),
	(7, 'steering of lines', '2026-11-30 16:03:07.478124+00');


--
-- Data for Name: seat; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.seat VALUES
	('019a1f58-b8e1-733d-9855-934157a85cc8', '019a1f58-b8e1-733d-9855-934157a85cc3', 5, 'A', '1', '5', 88000, 0),
	('019a1f58-b8e1-733d-9855-934157a85cc9', '019a1f58-b8e1-733d-9855-934157a85cc3', 6, 'A', '1', '6', 88000, 0),
	('019a1f58-b8e1-733d-9855-934157a85cca', '019a1f58-b8e1-733d-9855-934157a85cc3', 7, 'A', '1', '7', 88000, 0),
	('019a1f58-b8e1-733d-9855-934157a85ccb', '019a1f58-b8e1-733d-9855-934157a85cc3', 8, 'A', '1', '8', 88000, 0),
	('019a1f58-b8e1-733d-9855-934157a85cc4', '019a1f58-b8e1-733d-9855-934157a85cc3', 1, 'A', '1', '1', 88000, 2),
	('019a1f58-b8e1-733d-9855-934157a85cc5', '019a1f58-b8e1-733d-9855-934157a85cc3', 2, 'A', '1', '2', 88000, 2),
	('019a1f58-b8e1-733d-9855-934157a85cc6', '019a1f58-b8e1-733d-9855-934157a85cc3', 3, 'A', '1', '3', 88000, 1),
	('019a1f58-b8e1-733d-9855-934157a85cc7', '019a1f58-b8e1-733d-9855-934157a85cc3', 4, 'A', '1', '4', 88000, 0);


--
-- Data for Name: steering; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.steering VALUES
	(false, NULL, NULL, NULL, 'Doors at seven', 1761462500956, 1761462500956, 'main');


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES
	('019a1f58-bdf4-77cd-91c6-234199858ea5', 'fan', 12000, NULL, NULL),
	('019a1f58-be32-7122-845d-b35ea9066ef4', 'fan', 12000, NULL, NULL),
	('019a1f58-be3f-7d27-834b-375fd8c722fc', 'fan', 100000, NULL, NULL),
	('019a1f58-be4a-7f00-911b-c4145f9f2190', 'fan', 100000, NULL, NULL);


--
-- Name: change_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.change_seq_seq', 17, true);


--
-- Name: operator_action_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.operator_action_seq_seq', 1, true);


--
-- Name: point_history_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.point_history_seq_seq', 6, true);


--
-- Name: reservation_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.reservation_seq_seq', 4, true);


--
-- Name: agreed_setting agreed_setting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreed_setting
    ADD CONSTRAINT agreed_setting_pkey PRIMARY KEY (name);


--
-- Name: change_horizon change_horizon_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change_horizon
    ADD CONSTRAINT change_horizon_pkey PRIMARY KEY (one);


--
-- Name: change change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (seq);


--
-- Name: concert_date concert_date_concert_id_date_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.concert_date
    ADD CONSTRAINT concert_date_concert_id_date_key UNIQUE (concert_id, date);


--
-- Name: concert_date concert_date_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.concert_date
    ADD CONSTRAINT concert_date_pkey PRIMARY KEY (id);


--
-- Name: concert concert_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.concert
    ADD CONSTRAINT concert_pkey PRIMARY KEY (id);


--
-- Name: dev_secret dev_secret_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dev_secret
    ADD CONSTRAINT dev_secret_pkey PRIMARY KEY (one);


--
-- Name: drawing drawing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.drawing
    ADD CONSTRAINT drawing_pkey PRIMARY KEY (concert_date_id);


--
-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (scope, key);


--
-- Name: operator_action operator_action_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operator_action
    ADD CONSTRAINT operator_action_pkey PRIMARY KEY (id);


--
-- Name: operator_action operator_action_seq_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operator_action
    ADD CONSTRAINT operator_action_seq_key UNIQUE (seq);


--
-- Name: point_history point_history_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.point_history
    ADD CONSTRAINT point_history_pkey PRIMARY KEY (id);


--
-- Name: reservation reservation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT reservation_pkey PRIMARY KEY (id);


--
-- Name: schema_version schema_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);


--
-- Name: seat seat_concert_date_id_seat_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_concert_date_id_seat_number_key UNIQUE (concert_date_id, seat_number);


--
-- Name: seat seat_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_pkey PRIMARY KEY (id);


--
-- Name: steering steering_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.steering
    ADD CONSTRAINT steering_pkey PRIMARY KEY (line);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: change_by_transaction; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX change_by_transaction ON public.change USING btree (xid);


--
-- Name: idempotency_by_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_by_age ON public.idempotency USING btree (at);


--
-- Name: one_open_reservation_of_a_seat; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_reservation_of_a_seat ON public.reservation USING btree (seat_id) WHERE (state = ANY (ARRAY[0, 1]));


--
-- Name: one_payment_of_a_reservation; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_payment_of_a_reservation ON public.point_history USING btree (reservation_id) WHERE (reason = 1);


--
-- Name: point_history_of_a_user; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX point_history_of_a_user ON public.point_history USING btree (user_id, seq);


--
-- Name: reservation_by_seat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reservation_by_seat ON public.reservation USING brin (seat_id) WITH (pages_per_range='32', autosummarize='on');


--
-- Name: operator_action operator_action_is_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER operator_action_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.operator_action FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: point_history point_history_is_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER point_history_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.point_history FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: concert_date concert_date_concert_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.concert_date
    ADD CONSTRAINT concert_date_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES public.concert(id);


--
-- Name: drawing drawing_concert_date_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.drawing
    ADD CONSTRAINT drawing_concert_date_id_fkey FOREIGN KEY (concert_date_id) REFERENCES public.concert_date(id);


--
-- Name: point_history point_history_reservation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.point_history
    ADD CONSTRAINT point_history_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES public.reservation(id);


--
-- Name: point_history point_history_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.point_history
    ADD CONSTRAINT point_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: reservation reservation_seat_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT reservation_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.seat(id);


--
-- Name: reservation reservation_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reservation
    ADD CONSTRAINT reservation_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: seat seat_concert_date_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_concert_date_id_fkey FOREIGN KEY (concert_date_id) REFERENCES public.concert_date(id);


--
-- PostgreSQL database dump complete
--


