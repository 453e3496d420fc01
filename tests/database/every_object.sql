-- An object of about every kind that pg_dump writes, in what PostgreSQL 13 knows, and texts that look
-- like what pg_dump and psql write themselves.
CREATE SCHEMA app;
CREATE SCHEMA "Odd schema.1";
CREATE SCHEMA extensions;
COMMENT ON SCHEMA app IS 'the application''s own';

CREATE EXTENSION citext WITH SCHEMA extensions;
CREATE EXTENSION btree_gist WITH SCHEMA extensions;

-- Types
CREATE TYPE app.state AS ENUM ('new', 'in work', 'it''s done', 'gelöscht');
COMMENT ON TYPE app.state IS 'in the order of a task''s life';
CREATE TYPE app.colour AS ENUM ('red', 'green', 'blue');
CREATE TYPE app.size AS (width integer, height integer);
CREATE DOMAIN app.percent AS numeric(5, 2) DEFAULT 0 NOT NULL
	CONSTRAINT percent_range CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE DOMAIN app.code AS character varying(10)
	CHECK (VALUE IN ('a', 'b', 'c'));
CREATE TYPE app.money_amount AS (amount numeric(12, 2), currency character(3));
COMMENT ON COLUMN app.money_amount.currency IS 'ISO 4217';
CREATE TYPE app.float_range AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE COLLATION app.bytewise (locale = 'C');

-- Sequences
CREATE SEQUENCE app.ticket_number AS integer START WITH 1000 INCREMENT BY 10 MINVALUE 1000 MAXVALUE 9999990 CACHE 5 CYCLE;
COMMENT ON SEQUENCE app.ticket_number IS 'as printed';

-- Functions
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
	-- Name: not_a_table; Type: TABLE; Schema: app; Owner: -
	NEW.changed_at := now();
	RETURN NEW;
END
$body$;
CREATE FUNCTION app.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5
	AS 'SELECT n * 2';
CREATE FUNCTION app.twice(t text, OUT first text, OUT second text) LANGUAGE sql STABLE
	SET search_path = app, pg_temp AS $$
SELECT t, t
$$;
CREATE FUNCTION app.whoami() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER LEAKPROOF
	SET search_path = '' AS $$
SELECT current_user::text || '
\unrestrict abc
'
$$;
CREATE FUNCTION app.numbers(up_to integer DEFAULT 3, VARIADIC others integer[] DEFAULT '{}'::integer[])
	RETURNS TABLE (number integer, "is it other" boolean) LANGUAGE sql ROWS 20 AS $$
SELECT n, false FROM generate_series(1, up_to) AS n
UNION ALL SELECT n, true FROM unnest(others) AS n;
$$;
ALTER FUNCTION app.whoami() SET work_mem = '64MB';
COMMENT ON FUNCTION app.twice(integer) IS 'two times n;
--
-- Name: fake; Type: TABLE; Schema: app; Owner: postgres
--
\unrestrict x
\restrict y
-- PostgreSQL database dump complete';
CREATE PROCEDURE app.tidy(INOUT counted bigint DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
	counted := counted + 1;
END
$$;
CREATE FUNCTION app.add_state(state bigint, value integer) RETURNS bigint LANGUAGE sql IMMUTABLE
	AS 'SELECT state + coalesce(value, 0)';
CREATE AGGREGATE app.sum_of(integer) (sfunc = app.add_state, stype = bigint, initcond = '0');
CREATE FUNCTION app.near(left_side double precision, right_side double precision) RETURNS boolean
	LANGUAGE sql IMMUTABLE AS 'SELECT abs(left_side - right_side) < 0.01';
CREATE OPERATOR app.=~= (function = app.near, leftarg = double precision, rightarg = double precision,
	commutator = OPERATOR(app.=~=));
CREATE FUNCTION app.amount_text(value app.money_amount) RETURNS text LANGUAGE sql IMMUTABLE
	AS $$SELECT (value).amount || ' ' || (value).currency$$;
CREATE CAST (app.money_amount AS text) WITH FUNCTION app.amount_text(app.money_amount) AS ASSIGNMENT;
CREATE FUNCTION app.compare_state(one app.state, other app.state) RETURNS integer LANGUAGE sql IMMUTABLE
	AS 'SELECT CASE WHEN one < other THEN -1 WHEN one = other THEN 0 ELSE 1 END';
CREATE OPERATOR CLASS app.state_ops FOR TYPE app.state USING btree AS
	OPERATOR 1 <(anyenum, anyenum), OPERATOR 2 <=(anyenum, anyenum), OPERATOR 3 =(anyenum, anyenum),
	OPERATOR 4 >=(anyenum, anyenum), OPERATOR 5 >(anyenum, anyenum),
	FUNCTION 1 app.compare_state(app.state, app.state);

-- Tables
CREATE TABLE app.account (
	id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY,
	email extensions.citext NOT NULL,
	name character varying(80) COLLATE app.bytewise DEFAULT ''::character varying NOT NULL,
	kind character varying(20) DEFAULT 'person' NOT NULL,
	state app.state DEFAULT 'new' NOT NULL,
	share app.percent,
	balance app.money_amount,
	tags text[] DEFAULT '{}'::text[] NOT NULL,
	settings jsonb DEFAULT '{"theme": "dark"}' NOT NULL,
	born date,
	created_at timestamp with time zone DEFAULT now() NOT NULL,
	changed_at timestamp(3) without time zone,
	name_length integer GENERATED ALWAYS AS (length(name)) STORED,
	CONSTRAINT account_email_key UNIQUE (email),
	CONSTRAINT account_kind_check CHECK (kind IN ('person', 'company', 'it''s both')),
	CONSTRAINT account_name_check CHECK (name <> 'root' AND (kind <> 'company' OR length(name) > 1))
);
COMMENT ON TABLE app.account IS 'Who may enter.

-- Dumped from database version 9.6
\unrestrict x
SET default_tablespace = '''';

CREATE TABLE app.not_here ();';
COMMENT ON COLUMN app.account.email IS 'checked by a letter; "never" empty';
COMMENT ON CONSTRAINT account_kind_check ON app.account IS 'as in the form';
ALTER TABLE app.account ALTER COLUMN settings SET STORAGE EXTERNAL;
ALTER TABLE app.account ALTER COLUMN kind SET STATISTICS 500;
ALTER TABLE app.account ALTER COLUMN email SET (n_distinct = -1);
ALTER TABLE app.account SET (fillfactor = 80, autovacuum_enabled = false);
ALTER TABLE app.account CLUSTER ON account_pkey;

CREATE TABLE app.device (
	id serial PRIMARY KEY,
	account_id bigint NOT NULL,
	serial_number integer DEFAULT nextval('app.ticket_number') NOT NULL,
	model text,
	CONSTRAINT device_account_fk FOREIGN KEY (account_id) REFERENCES app.account (id)
		ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT device_serial_number_key UNIQUE (serial_number) DEFERRABLE
);
ALTER TABLE app.device ADD CONSTRAINT device_model_check CHECK (model <> '') NOT VALID;
ALTER TABLE app.device REPLICA IDENTITY FULL;

CREATE TABLE app.booking (
	room integer NOT NULL,
	during tstzrange NOT NULL,
	device_id integer REFERENCES app.device ON DELETE CASCADE,
	CONSTRAINT booking_alone EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0)
);
ALTER TABLE app.booking ADD CONSTRAINT booking_room_fk
	FOREIGN KEY (room) REFERENCES app.device (id) MATCH FULL NOT VALID;
CREATE UNLOGGED TABLE app.cache (
	key text COLLATE "C" PRIMARY KEY,
	value bytea,
	level integer DEFAULT (1 + 1) CHECK (level BETWEEN 0 AND 10)
);

CREATE TABLE app.note (
	id integer NOT NULL,
	title text DEFAULT 'untitled',
	body character varying(200),
	written_at timestamp with time zone DEFAULT now() NOT NULL,
	weight numeric(6, 2) DEFAULT 1.5,
	is_public boolean DEFAULT false NOT NULL,
	colour app.colour DEFAULT 'green',
	words integer,
	"ordinary place" text,
	last date
);

-- Partitions
CREATE TABLE app.event (
	id bigint NOT NULL,
	happened_at timestamp with time zone NOT NULL,
	payload jsonb,
	CONSTRAINT event_pkey PRIMARY KEY (id, happened_at)
) PARTITION BY RANGE (happened_at);
CREATE TABLE app.event_2024 PARTITION OF app.event
	FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE app.event_2025 (
	happened_at timestamp with time zone NOT NULL,
	id bigint NOT NULL,
	payload jsonb DEFAULT '{}'::jsonb
);
ALTER TABLE app.event ATTACH PARTITION app.event_2025
	FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE app.event_rest PARTITION OF app.event DEFAULT;
CREATE INDEX event_happened_at_idx ON app.event (happened_at DESC);
CREATE TABLE app.metric (name text, value double precision, region text) PARTITION BY LIST (lower(region));
CREATE TABLE app.metric_eu PARTITION OF app.metric FOR VALUES IN ('eu', 'uk') PARTITION BY HASH (name);
CREATE TABLE app.metric_eu_0 PARTITION OF app.metric_eu FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.metric_eu_1 PARTITION OF app.metric_eu FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- Inheritance, a table of a type
CREATE TABLE app.document (title text NOT NULL, pages integer DEFAULT 1, CHECK (pages > 0));
CREATE TABLE app.contract (signed_on date, pages integer DEFAULT 2) INHERITS (app.document);
CREATE TABLE app.price OF app.money_amount (currency WITH OPTIONS DEFAULT 'EUR' NOT NULL);

-- Names
CREATE TABLE "Odd schema.1"."select" (
	"group" integer PRIMARY KEY,
	"with ""quotes""" text,
	"Größe" numeric DEFAULT 1.5,
	"a.b" text DEFAULT 'x;y',
	"user" text DEFAULT CURRENT_USER,
	"line
break" text,
	"$1" integer CHECK ("$1" > 0)
);
COMMENT ON COLUMN "Odd schema.1"."select"."a.b" IS 'dots; semicolons; it''s all here';
CREATE INDEX "Index on ""select""" ON "Odd schema.1"."select" ("with ""quotes""" text_pattern_ops);
CREATE VIEW "Odd schema.1"."a view; really" AS SELECT "group" AS "order", "Größe" FROM "Odd schema.1"."select";

-- Indexes, statistics
CREATE UNIQUE INDEX account_lower_name_idx ON app.account (lower((name)::text), kind DESC NULLS LAST) INCLUDE (born);
CREATE INDEX account_person_idx ON app.account USING btree (created_at) WHERE (kind IN ('person', 'company'));
CREATE INDEX account_tags_idx ON app.account USING gin (tags) WITH (fastupdate = off);
CREATE INDEX account_hash_idx ON app.account USING hash (state);
CREATE INDEX account_created_brin ON app.account USING brin (created_at) WITH (pages_per_range = 32);
ALTER INDEX app.account_lower_name_idx ALTER COLUMN 1 SET STATISTICS 250;
COMMENT ON INDEX app.account_tags_idx IS 'for the search';
CREATE STATISTICS app.account_kind_state (ndistinct, dependencies) ON kind, state FROM app.account;
CREATE UNIQUE INDEX device_model_idx ON app.device (model, account_id);

-- Views
CREATE VIEW app.person AS
	SELECT a.id, a.email, a.name, d.model
	FROM app.account AS a LEFT JOIN app.device AS d ON d.account_id = a.id
	WHERE a.kind IN ('person', 'it''s both');
COMMENT ON VIEW app.person IS 'people';
COMMENT ON COLUMN app.person.model IS 'of one device';
CREATE VIEW app.account_safe WITH (security_barrier = true) AS
	SELECT id, name, state FROM app.account WHERE state <> 'gelöscht' WITH LOCAL CHECK OPTION;
CREATE VIEW app.account_safest AS SELECT id, name FROM app.account_safe WITH CASCADED CHECK OPTION;
ALTER VIEW app.account_safe ALTER COLUMN state SET DEFAULT 'in work';
CREATE RECURSIVE VIEW app.steps (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM steps WHERE n < 5;
CREATE MATERIALIZED VIEW app.account_count AS
	SELECT state, count(*) AS number, max(created_at) AS last
	FROM app.account WHERE kind IN ('person', 'company') GROUP BY state WITH NO DATA;
CREATE UNIQUE INDEX account_count_idx ON app.account_count (state);
COMMENT ON MATERIALIZED VIEW app.account_count IS 'refreshed at night';

-- Triggers, rules
CREATE TRIGGER account_touch BEFORE INSERT OR UPDATE OF name, email ON app.account
	FOR EACH ROW WHEN (NEW.state <> 'gelöscht') EXECUTE FUNCTION app.touch();
CREATE TRIGGER account_disabled BEFORE UPDATE ON app.account FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.account DISABLE TRIGGER account_disabled;
CREATE TRIGGER account_always BEFORE DELETE ON app.account FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
ALTER TABLE app.account ENABLE ALWAYS TRIGGER account_always;
CREATE TRIGGER account_replica AFTER TRUNCATE ON app.account EXECUTE FUNCTION app.touch();
ALTER TABLE app.account ENABLE REPLICA TRIGGER account_replica;
COMMENT ON TRIGGER account_touch ON app.account IS 'keeps changed_at';
CREATE CONSTRAINT TRIGGER device_late AFTER INSERT ON app.device DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER device_rows AFTER UPDATE ON app.device REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION app.touch('one', 'it''s two');
CREATE TRIGGER event_touch AFTER INSERT ON app.event FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE RULE person_new AS ON INSERT TO app.person DO INSTEAD
	INSERT INTO app.account (email, name) VALUES (NEW.email, NEW.name);
CREATE RULE cache_kept AS ON DELETE TO app.cache WHERE OLD.level > 5 DO INSTEAD NOTHING;
ALTER TABLE app.cache DISABLE RULE cache_kept;
CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
	EXECUTE FUNCTION app.on_ddl();
ALTER EVENT TRIGGER watch_ddl DISABLE;

-- Row security
ALTER TABLE app.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.account FORCE ROW LEVEL SECURITY;
ALTER TABLE app.device ENABLE ROW LEVEL SECURITY;
CREATE POLICY account_own ON app.account FOR SELECT TO app_writer, app_reader, "app owner", "Zoë"
	USING ((email)::text = CURRENT_USER);
CREATE POLICY "account kinds" ON app.account AS RESTRICTIVE TO app_writer
	USING (kind IN ('person', 'company')) WITH CHECK (state <> 'it''s done');
CREATE POLICY device_all ON app.device USING (true);
CREATE POLICY device_insert ON app.device FOR INSERT TO app_writer
	WITH CHECK (account_id IN (SELECT a.id FROM app.account AS a WHERE a.kind = 'person'));
COMMENT ON POLICY account_own ON app.account IS 'one''s own row';

-- Full-text search
CREATE TEXT SEARCH DICTIONARY app.plain (TEMPLATE = simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR asciiword, word WITH app.plain;

-- Foreign data
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere OPTIONS (host 'example.com', note 'it''s far');
CREATE FOREIGN TABLE app.remote (id integer OPTIONS (column_name 'ID') NOT NULL, note text)
	SERVER elsewhere OPTIONS (table_name 'notes');

-- Privileges
GRANT USAGE ON SCHEMA app TO app_writer, app_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA app TO app_reader;
GRANT INSERT, UPDATE, SELECT ON app.account TO app_writer WITH GRANT OPTION;
GRANT SELECT (id, model), UPDATE (model) ON app.device TO app_writer, PUBLIC;
GRANT USAGE ON SEQUENCE app.ticket_number TO "app owner";
REVOKE ALL ON FUNCTION app.whoami() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.whoami() TO app_writer;
GRANT EXECUTE ON PROCEDURE app.tidy(bigint) TO "Zoë";
GRANT USAGE ON TYPE app.state TO app_reader;
REVOKE ALL ON TYPE app.percent FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO app_writer, "app owner";
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
