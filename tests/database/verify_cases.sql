-- What is easily taken for another thing than the server has made of it: spellings of types, names
-- that PostgreSQL chooses, what is inherited, what a later statement renames. For verify.bats.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE t1 (
	a int4, b int8, c int2, d float8, e float4, f bool, g varchar, h varchar(5), i char,
	j char(4), k bpchar, l "char", m decimal, n decimal(5), o numeric(5,2), p timestamptz,
	q timestamp(0), r timetz, s time(2), u interval, v interval day to second, w interval(3),
	x bit(3), y varbit(5), z bit varying, aa int[], ab int[3][3], ac text array, ad int array[4],
	ae citext, af jsonb, ag bytea, ah float(20), ai float(30), aj national character varying(7),
	ak dec(4,1), al name, am oid, an regclass, ao inet, ap daterange, aq timestamp with time zone,
	ar double precision, as_ character varying(3)[], at_ xml, au money, av interval year to month,
	aw interval second(2), ax uuid DEFAULT gen_random_uuid(), ay text DEFAULT ('a' || 'b'),
	az int DEFAULT -1, ba timestamptz DEFAULT (now() at time zone 'utc'), bb text[] DEFAULT '{}',
	bc jsonb DEFAULT '{}'::jsonb, bd date DEFAULT CURRENT_DATE, be boolean DEFAULT false NOT NULL,
	bf interval DEFAULT '1 day', bg numeric DEFAULT 1.50, bh text DEFAULT NULL,
	bi text COLLATE "C", bj bigserial, bk smallserial);
CREATE UNLOGGED TABLE t2 (LIKE t1 INCLUDING ALL, extra int);
CREATE TABLE par (id int PRIMARY KEY, x text CHECK (x <> ''), UNIQUE (x));
CREATE TABLE kid (y int) INHERITS (par);
ALTER TABLE par ADD COLUMN later int NOT NULL DEFAULT 3;
CREATE TABLE part (k int, v text, PRIMARY KEY (k)) PARTITION BY LIST (k);
CREATE TABLE part1 PARTITION OF part FOR VALUES IN (1);
CREATE TABLE part2 (k int NOT NULL, v text);
ALTER TABLE part ATTACH PARTITION part2 FOR VALUES IN (2);
CREATE INDEX ON part (v);
ALTER TABLE part ADD COLUMN w int;
CREATE TABLE c1 AS SELECT 1 AS one, 'x'::text AS two;
CREATE TABLE fk (a int, b text, c int, FOREIGN KEY (a) REFERENCES par (id) ON UPDATE CASCADE ON
	DELETE SET NULL NOT VALID, CONSTRAINT m FOREIGN KEY (c) REFERENCES par MATCH FULL DEFERRABLE,
	CHECK (a IN (1,2,3) AND b ~ '^x' OR c BETWEEN 1 AND 3), CHECK (b = ANY (ARRAY['x','y'])), CHECK
	(char_length(b) >= 2) NO INHERIT);
CREATE TYPE en AS ENUM ('b');
ALTER TYPE en ADD VALUE 'a' BEFORE 'b';
ALTER TYPE en RENAME VALUE 'b' TO 'c';
CREATE TYPE comp AS (x int, y varchar(3)[]);
ALTER TYPE comp ADD ATTRIBUTE z en;
CREATE TYPE rng AS RANGE (subtype = int4);
CREATE DOMAIN dom AS numeric(4,1) DEFAULT 1.5 NOT NULL CONSTRAINT pos CHECK (VALUE > 0);
ALTER TABLE fk ADD COLUMN e en DEFAULT 'c', ADD COLUMN es en[] DEFAULT ARRAY['a']::en[], ADD COLUMN
	dd dom, ADD COLUMN cc comp;
CREATE INDEX i1 ON t1 USING brin (p);
CREATE INDEX i2 ON t1 USING hash (g);
CREATE INDEX i3 ON t1 USING gin (g gin_trgm_ops);
CREATE INDEX i4 ON t1 (lower(g) COLLATE "C", (a + 1) DESC NULLS LAST);
CREATE UNIQUE INDEX i5 ON t1 (a) NULLS NOT DISTINCT;
CREATE INDEX i6 ON t1 USING gin (af jsonb_path_ops);
CREATE INDEX i7 ON t1 ((af->>'x')) WHERE be IS NOT TRUE AND g IN ('a','b');
CREATE INDEX ON t1 (a, lower(g), (b % 2));
CREATE INDEX i8 ON t1 (bi COLLATE "POSIX", h varchar_pattern_ops);
CREATE INDEX i9 ON t1 USING gin (to_tsvector('english', g));
CREATE INDEX i10 ON t1 (date_trunc('day', q), al);
CREATE INDEX i11 on t1 (ae, coalesce(g, ''));
CREATE FUNCTION f1(a int, b text DEFAULT 'x', VARIADIC c int[] DEFAULT '{}') RETURNS SETOF t1
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 AS $$ SELECT * FROM t1 $$;
CREATE FUNCTION f2(OUT x int, INOUT y text, OUT z en) LANGUAGE plpgsql AS $$ BEGIN x := 1; END $$;
CREATE FUNCTION f3(a en) RETURNS TABLE (q int, w varchar(3)) LANGUAGE sql LEAKPROOF SET search_path
	= public, pg_temp SET work_mem = '64MB' SET statement_timeout TO 5000 SET "app.x" = 'on' AS
	'SELECT 1, ''x''::varchar(3)';
CREATE FUNCTION f4(a int) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE FUNCTION f5(a int, b dom, c comp[], d varchar(4), e timestamptz, f t1) RETURNS void LANGUAGE
	sql BEGIN ATOMIC SELECT 1; END;
CREATE FUNCTION f6() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
	$$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION f7() RETURNS int LANGUAGE internal IMMUTABLE AS 'int4pl';
CREATE FUNCTION f9() RETURNS int LANGUAGE sql SET search_path = 'public, extensions' AS 'SELECT 1';
CREATE FUNCTION f8() RETURNS int LANGUAGE sql SET search_path TO "$user", public CALLED ON NULL
	INPUT EXTERNAL SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION aggf(int, int, text) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE PROCEDURE p1(INOUT a int, IN b text) LANGUAGE plpgsql AS $$ BEGIN a := 1; END $$;
CREATE AGGREGATE agg(int, text) (sfunc = aggf, stype = int);
CREATE CONSTRAINT TRIGGER tr1 AFTER INSERT OR DELETE ON fk DEFERRABLE INITIALLY DEFERRED FOR EACH
	ROW EXECUTE FUNCTION f6();
CREATE TRIGGER tr2 AFTER UPDATE ON fk REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT
	EXECUTE PROCEDURE f6();
CREATE TRIGGER tr3 BEFORE UPDATE OF id, x OR INSERT ON par FOR EACH STATEMENT EXECUTE FUNCTION
	f6('a''b', 1, 'c\d');
CREATE TRIGGER tr4 BEFORE UPDATE ON par FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND
	pg_trigger_depth() < 1) EXECUTE FUNCTION f6();
CREATE TRIGGER trp AFTER INSERT ON part FOR EACH ROW EXECUTE FUNCTION f6();
CREATE VIEW v1 (x, y) AS WITH q AS (SELECT a, b FROM fk) SELECT a, count(*) FROM q GROUP BY 1
	HAVING count(*) > 1 UNION ALL SELECT 1, 2 ORDER BY 1;
CREATE VIEW v2 WITH (security_invoker = true) AS SELECT f.a, p.x, coalesce(p.later, 0) AS later,
	CASE WHEN f.b IS NULL THEN 'n' ELSE 'y' END AS flag FROM fk f LEFT JOIN par p ON p.id = f.a WHERE
	f.b LIKE 'x%';
CREATE VIEW v3 AS SELECT id, x FROM par WHERE id > 3;
CREATE OR REPLACE VIEW v3 AS SELECT id, x, later FROM par WHERE id > 4;
CREATE TRIGGER trv INSTEAD OF INSERT ON v3 FOR EACH ROW EXECUTE FUNCTION f6();
CREATE MATERIALIZED VIEW mv AS SELECT a, row_number() OVER (PARTITION BY b ORDER BY a) AS n FROM fk
	WITH NO DATA;
CREATE UNIQUE INDEX ON mv (a);
ALTER TABLE fk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY pp ON fk TO PUBLIC USING (a = current_setting('app.u')::int) WITH CHECK (b IS NOT NULL);
CREATE POLICY "a policy with spaces" ON fk FOR UPDATE TO postgres, CURRENT_USER USING (EXISTS
	(SELECT 1 FROM par WHERE par.id = fk.a)) ;
ALTER TABLE fk RENAME TO fk_new;
ALTER TABLE fk_new RENAME COLUMN b TO bb;
ALTER TABLE fk_new RENAME CONSTRAINT m TO mm;
CREATE SCHEMA other;
ALTER TABLE fk_new SET SCHEMA other;
ALTER FUNCTION f1(int, text, int[]) RENAME TO f1b;
ALTER FUNCTION f3(en) SET SCHEMA other;
ALTER TYPE en SET SCHEMA other;
ALTER POLICY pp ON other.fk_new RENAME TO ppp;
ALTER TABLE t1 ALTER COLUMN a TYPE bigint, ALTER COLUMN b SET NOT NULL, ALTER COLUMN c SET DEFAULT 5;
ALTER TABLE par ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
ALTER TABLE par DROP CONSTRAINT par_x_key, ADD CONSTRAINT par_x_key UNIQUE (x, id);
CREATE UNIQUE INDEX promoted ON par (later, id);
ALTER TABLE par ADD CONSTRAINT prom UNIQUE USING INDEX promoted;
COMMENT ON TABLE par IS 'x';
GRANT SELECT ON par TO PUBLIC;
CREATE STATISTICS st ON id, x FROM par;
CREATE RULE rr AS ON INSERT TO v1 DO INSTEAD NOTHING;
ALTER VIEW v2 RENAME TO v2b;
ALTER INDEX i1 RENAME TO i1b;
ALTER SEQUENCE t1_bj_seq OWNED BY NONE;
CREATE TABLE "We""ird.Name" ("a.b" int, "UP" text, UNIQUE ("a.b"));
CREATE INDEX ON "We""ird.Name" ("UP", lower("UP"));
CREATE TABLE ex (r int4range, g int, EXCLUDE USING gist (g WITH =, r WITH &&) WHERE (g > 1));
CREATE TYPE pe AS ENUM ('x');
CREATE FUNCTION fe(a pe, b pe[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TYPE pe RENAME TO pe_old;
CREATE TABLE rowt (a int);
CREATE FUNCTION fr(r rowt) RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE rowt RENAME TO rowt2;
