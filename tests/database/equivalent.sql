-- What equivalent.tsv speaks of, and what the server makes of its texts.
CREATE SCHEMA auth;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT NULL::uuid $$;
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'visitor'::text $$;
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT '{}'::jsonb $$;
CREATE TYPE mood AS ENUM ('calm', 'cross', 'torn apart');
CREATE DOMAIN postcode AS text CHECK (VALUE ~ '^[0-9]+$');
CREATE SEQUENCE ticket_seq;
CREATE SEQUENCE "Odd Seq";
CREATE TABLE depot (
	id bigint PRIMARY KEY,
	name varchar(80) NOT NULL,
	code char(4),
	opened date,
	closed_at timestamptz,
	area numeric(10, 2),
	tags text[],
	owner_id uuid
);
CREATE TABLE parcel (
	id integer PRIMARY KEY,
	depot_id bigint,
	weight numeric(8, 3),
	height double precision,
	pieces smallint,
	status varchar(20),
	note text,
	label text,
	mood mood,
	post postcode,
	sent_at timestamp,
	seen_at timestamptz,
	day date,
	at_hour time,
	wait interval,
	is_open boolean,
	is_paid boolean,
	data jsonb,
	raw json,
	tags text[],
	marks varchar(9)[],
	numbers integer[],
	moods mood[],
	owner_id uuid,
	address inet,
	words tsvector,
	span daterange,
	flags bit(4),
	bytes bytea,
	short char(3),
	"Mixed Case" text
);
CREATE TABLE member (user_id uuid, depot_id bigint, role text, since date);
CREATE FUNCTION fee(amount numeric, rate numeric DEFAULT 0.1) RETURNS numeric
	LANGUAGE sql IMMUTABLE AS $$ SELECT amount * rate $$;
CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;

-- What the server prints of a text of that form, with the search_path of pg_dump; NULL: it refuses.
CREATE FUNCTION printed(form text, sql text) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
	kind text := split_part(form, ':', 1);
	type text := split_part(form, ':', 2);
	result text;
BEGIN
	EXECUTE CASE kind
		WHEN 'default' THEN format('CREATE TABLE probe (c %s DEFAULT %s)', type, sql)
		WHEN 'generated' THEN format('ALTER TABLE parcel ADD c %s GENERATED ALWAYS AS (%s) STORED', type, sql)
		WHEN 'check' THEN format('ALTER TABLE parcel ADD CONSTRAINT probe CHECK (%s)', sql)
		WHEN 'using' THEN format('CREATE POLICY probe ON parcel USING (%s)', sql)
		WHEN 'where' THEN format('CREATE INDEX probe ON parcel (id) WHERE %s', sql)
		WHEN 'element' THEN format('CREATE INDEX probe ON parcel USING %s (%s)', coalesce(nullif(type, ''), 'btree'), sql)
		WHEN 'when' THEN format('CREATE TRIGGER probe BEFORE UPDATE ON parcel FOR EACH ROW WHEN (%s) EXECUTE FUNCTION fire()', sql)
		WHEN 'query' THEN format('CREATE VIEW probe AS %s', sql)
	END;
	PERFORM set_config('search_path', '', true);
	result := CASE kind
		WHEN 'default' THEN (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = to_regclass('public.probe'))
		WHEN 'generated' THEN (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = to_regclass('public.parcel'))
		WHEN 'check' THEN (SELECT substr(pg_get_constraintdef(oid), 7) FROM pg_constraint WHERE conname = 'probe')
		WHEN 'using' THEN (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = 'probe')
		WHEN 'where' THEN (SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = to_regclass('public.probe'))
		WHEN 'element' THEN substring(pg_get_indexdef(to_regclass('public.probe')) FROM 'USING \w+ \((.*)\)$')
		WHEN 'when' THEN (SELECT substring(pg_get_triggerdef(oid) FROM 'WHEN \((.*)\) EXECUTE') FROM pg_trigger WHERE tgname = 'probe')
		WHEN 'query' THEN pg_get_viewdef(to_regclass('public.probe'))
	END;
	RAISE EXCEPTION USING ERRCODE = 'MH001', MESSAGE = result;
EXCEPTION
	WHEN SQLSTATE 'MH001' THEN RETURN translate(SQLERRM, E'\n', E'\x1f');
	WHEN OTHERS THEN RETURN NULL;
END
$body$;
