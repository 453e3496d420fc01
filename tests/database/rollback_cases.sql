-- Migrations of every kind: what is there before, and below `-- up` the migration that is taken
-- back. A case that has no inverse says so, with a part of the reason.
-- case create_table
-- up
CREATE TABLE ct (id serial PRIMARY KEY, name text NOT NULL UNIQUE, age int CHECK (age > 0));
-- case create_table_with_more
CREATE TABLE cm_team (id bigint PRIMARY KEY);
-- up
CREATE TABLE cm (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team bigint REFERENCES cm_team);
CREATE INDEX cm_team_idx ON cm (team);
CREATE FUNCTION cm_touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER cm_touched BEFORE UPDATE ON cm FOR EACH ROW EXECUTE FUNCTION cm_touch();
ALTER TABLE cm ENABLE ROW LEVEL SECURITY;
CREATE POLICY cm_own ON cm USING (id > 0);
CREATE VIEW cm_view AS SELECT id FROM cm;
COMMENT ON TABLE cm IS 'a comment';
INSERT INTO cm (team) VALUES (NULL);
-- case drop_table
CREATE TYPE dt_mood AS ENUM ('sad', 'it''s "fine"');
CREATE TABLE dt_team (id bigint PRIMARY KEY);
CREATE TABLE dt (
	id serial PRIMARY KEY, "Name" varchar(20) NOT NULL DEFAULT 'x' || 'y', mood dt_mood DEFAULT 'sad',
	team bigint CONSTRAINT dt_team REFERENCES dt_team ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
	age smallint CHECK (age > 0), twice int GENERATED ALWAYS AS (age * 2) STORED,
	price numeric(10, 2), tags text[] NOT NULL DEFAULT '{}', at timestamptz DEFAULT now() NOT NULL,
	UNIQUE NULLS NOT DISTINCT (team, mood)) WITH (fillfactor=70);
CREATE UNIQUE INDEX dt_lower ON dt (lower("Name"), age DESC NULLS LAST) INCLUDE (price) WHERE age > 1;
CREATE INDEX dt_tags ON dt USING gin (tags);
CREATE FUNCTION dt_touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER dt_touched AFTER INSERT OR UPDATE OF age, price ON dt FOR EACH ROW WHEN (new.age > 3) EXECUTE FUNCTION dt_touch('a', 'b''c');
CREATE CONSTRAINT TRIGGER dt_later AFTER DELETE ON dt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dt_touch();
ALTER TABLE dt DISABLE TRIGGER dt_touched;
ALTER TABLE dt ENABLE ROW LEVEL SECURITY;
ALTER TABLE dt FORCE ROW LEVEL SECURITY;
CREATE POLICY "own rows" ON dt AS RESTRICTIVE FOR UPDATE TO postgres USING (age > 1) WITH CHECK (age > 2);
COMMENT ON TABLE dt IS 'it''s a table';
COMMENT ON COLUMN dt.age IS 'how old';
COMMENT ON CONSTRAINT dt_pkey ON dt IS 'the key';
GRANT SELECT, INSERT ON dt TO PUBLIC;
-- up
DROP TABLE dt;
-- case drop_table_cascade
CREATE TABLE dc (id bigint PRIMARY KEY, name text);
CREATE TABLE dc_other (id bigint PRIMARY KEY, dc bigint NOT NULL REFERENCES dc ON DELETE CASCADE);
CREATE VIEW dc_names AS SELECT name FROM dc;
CREATE VIEW dc_long AS SELECT name FROM dc_names WHERE length(name) > 9;
-- up
DROP TABLE dc CASCADE;
-- case drop_tables_that_need_each_other
CREATE TABLE dn_a (id bigint PRIMARY KEY);
CREATE TABLE dn_b (id bigint PRIMARY KEY, a bigint REFERENCES dn_a);
ALTER TABLE dn_a ADD COLUMN b bigint REFERENCES dn_b;
-- up
DROP TABLE dn_a, dn_b;
-- case add_column
CREATE TABLE ac (id int);
-- up
ALTER TABLE ac ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS age int CHECK (age > 0);
CREATE INDEX ON ac (age);
UPDATE ac SET age = 1;
-- case drop_column
CREATE TABLE dcol_team (id int PRIMARY KEY);
CREATE TABLE dcol (id int, age int NOT NULL DEFAULT 3 CHECK (age > 0), team int REFERENCES dcol_team, n serial);
CREATE UNIQUE INDEX dcol_age ON dcol (age, id);
COMMENT ON COLUMN dcol.age IS 'how old';
-- up
ALTER TABLE dcol DROP COLUMN age, DROP COLUMN team, DROP COLUMN n;
-- case drop_column_cascade
CREATE TABLE dcc (id int, age int);
CREATE VIEW dcc_ages AS SELECT age FROM dcc;
CREATE POLICY dcc_own ON dcc USING (age > 0);
-- up
ALTER TABLE dcc DROP COLUMN age CASCADE;
-- case rename_table_and_columns
CREATE TABLE rt (id serial PRIMARY KEY, age int CHECK (age > 0));
CREATE INDEX rt_age ON rt (age);
-- up
ALTER TABLE rt RENAME COLUMN age TO "Years";
ALTER TABLE rt RENAME TO rt_new;
ALTER INDEX rt_age RENAME TO rt_years;
ALTER TABLE rt_new RENAME CONSTRAINT rt_pkey TO rt_new_pkey;
ALTER SEQUENCE rt_id_seq RENAME TO rt_new_id_seq;
-- case rename_then_drop
CREATE TABLE rd (id int PRIMARY KEY, age int CHECK (age > 0));
CREATE INDEX rd_age ON rd (age);
-- up
ALTER TABLE rd RENAME COLUMN age TO years;
ALTER TABLE rd RENAME TO rd_old;
ALTER TABLE rd_old DROP COLUMN years;
DROP TABLE rd_old;
-- case set_schema
CREATE SCHEMA ss;
CREATE TABLE ss_t (id serial PRIMARY KEY);
CREATE FUNCTION ss_f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
-- up
ALTER TABLE ss_t SET SCHEMA ss;
ALTER FUNCTION ss_f(int, text) SET SCHEMA ss;
-- case column_types
CREATE TABLE cty (a int DEFAULT 1, b varchar(10) DEFAULT 'x', c text, d timestamp, e jsonb, f bool DEFAULT true);
-- up
ALTER TABLE cty ALTER a TYPE bigint, ALTER b TYPE text, ALTER c TYPE varchar(30);
ALTER TABLE cty ALTER d TYPE timestamptz USING d AT TIME ZONE 'UTC';
ALTER TABLE cty ALTER e TYPE text;
ALTER TABLE cty ALTER f DROP DEFAULT, ALTER f TYPE int USING f::int, ALTER f SET DEFAULT 1;
-- case column_attributes
CREATE TABLE cat (a int NOT NULL, b int DEFAULT 1, c int, d int NOT NULL, e bigint GENERATED BY DEFAULT AS IDENTITY);
-- up
ALTER TABLE cat ALTER a DROP NOT NULL, ALTER b DROP DEFAULT, ALTER c SET NOT NULL, ALTER c SET DEFAULT 7;
ALTER TABLE cat ALTER d ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE cat ALTER e DROP IDENTITY;
-- case identity_kind
CREATE TABLE ik (a int GENERATED ALWAYS AS IDENTITY (START WITH 5));
-- up
ALTER TABLE ik ALTER a SET GENERATED BY DEFAULT;
-- case add_constraints
CREATE TABLE aco (id int, a int, b int);
CREATE UNIQUE INDEX aco_b ON aco (b);
-- up
ALTER TABLE aco ADD PRIMARY KEY (id);
ALTER TABLE aco ADD CONSTRAINT aco_a CHECK (a > 0) NOT VALID;
ALTER TABLE aco ADD CONSTRAINT aco_b UNIQUE USING INDEX aco_b;
ALTER TABLE aco ADD FOREIGN KEY (a) REFERENCES aco (id);
-- case drop_constraints
CREATE TABLE dco (id int PRIMARY KEY, a int, b int REFERENCES dco, CHECK (a > 0), EXCLUDE USING btree (b WITH =));
-- up
ALTER TABLE dco DROP CONSTRAINT dco_b_excl, DROP CONSTRAINT dco_a_check;
ALTER TABLE dco DROP CONSTRAINT dco_pkey CASCADE;
-- case validate_constraint
CREATE TABLE vc (a int);
ALTER TABLE vc ADD CONSTRAINT vc_a CHECK (a > 0) NOT VALID;
-- up
ALTER TABLE vc VALIDATE CONSTRAINT vc_a;
-- case alter_foreign_key
CREATE TABLE afk (id int PRIMARY KEY, a int REFERENCES afk);
-- up
ALTER TABLE afk ALTER CONSTRAINT afk_a_fkey DEFERRABLE INITIALLY DEFERRED;
-- case indexes
CREATE TABLE ix (a int, b text);
CREATE INDEX ix_old ON ix USING hash (b) WHERE a > 0;
-- up
CREATE INDEX ix_new ON ix (b text_pattern_ops);
DROP INDEX ix_old;
-- case index_concurrently
CREATE TABLE ixc (a int, b text);
-- up
CREATE INDEX CONCURRENTLY ixc_a ON ixc (a);
-- case drop_index_concurrently
CREATE TABLE dix (a int, b text);
CREATE INDEX dix_a ON dix (a);
-- up
DROP INDEX CONCURRENTLY dix_a;
-- case replace_view
CREATE TABLE rv (a int, b int);
CREATE VIEW rv_v AS SELECT a FROM rv;
CREATE VIEW rv_w AS SELECT a FROM rv_v;
-- up
CREATE OR REPLACE VIEW rv_v AS SELECT a, b FROM rv;
-- case drop_views
CREATE TABLE dv (a int, b int);
CREATE VIEW dv_v (x) WITH (security_invoker=true) AS SELECT a FROM dv WHERE a > 0 WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW dv_m AS SELECT a + 1 AS a FROM dv;
CREATE UNIQUE INDEX dv_m_a ON dv_m (a);
COMMENT ON VIEW dv_v IS 'a view';
GRANT SELECT ON dv_v TO PUBLIC;
-- up
DROP VIEW dv_v;
DROP MATERIALIZED VIEW dv_m;
-- case replace_function
CREATE FUNCTION rf(a int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 1';
-- up
CREATE OR REPLACE FUNCTION rf(a int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$BEGIN RETURN 2; END$$;
-- case drop_functions
CREATE TABLE df_t (a int);
CREATE FUNCTION df(a int, VARIADIC b text[]) RETURNS SETOF df_t LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
	SET search_path = public, pg_temp SET statement_timeout = '3s' AS $f$ SELECT 1 $f$;
CREATE FUNCTION df_table(a int DEFAULT 1) RETURNS TABLE (x int, "Y" text) LANGUAGE sql COST 5 AS 'SELECT 1, $$x$$';
CREATE FUNCTION df_atomic(a int) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE FUNCTION df_out(OUT a int, INOUT b text) LANGUAGE plpgsql AS $$BEGIN a := 1; END$$;
CREATE PROCEDURE df_p(a int) LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
COMMENT ON FUNCTION df_atomic(int) IS 'a function';
GRANT EXECUTE ON FUNCTION df_atomic(int) TO postgres;
-- up
DROP FUNCTION df(int, text[]);
DROP FUNCTION df_table, df_atomic;
DROP FUNCTION df_out;
DROP PROCEDURE df_p(int);
-- case function_with_other_arguments
CREATE FUNCTION fa(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- up
DROP FUNCTION fa(int);
CREATE FUNCTION fa(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 2';
-- case alter_function
CREATE FUNCTION alf(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- up
ALTER FUNCTION alf(int) STABLE SECURITY DEFINER SET search_path = public;
ALTER FUNCTION alf(int) RENAME TO alf2;
-- case triggers
CREATE TABLE tg (a int, b int);
CREATE FUNCTION tg_f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER tg_a BEFORE UPDATE ON tg FOR EACH ROW EXECUTE FUNCTION tg_f();
CREATE TRIGGER tg_s AFTER UPDATE ON tg REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION tg_f();
CREATE TRIGGER tg_r BEFORE DELETE ON tg FOR EACH ROW EXECUTE FUNCTION tg_f();
-- up
CREATE OR REPLACE TRIGGER tg_a BEFORE INSERT ON tg FOR EACH ROW EXECUTE FUNCTION tg_f();
DROP TRIGGER tg_s ON tg;
ALTER TRIGGER tg_r ON tg RENAME TO tg_renamed;
ALTER TABLE tg DISABLE TRIGGER tg_renamed;
-- case policies
CREATE TABLE po (a int);
CREATE POLICY po_a ON po FOR SELECT TO postgres USING (a > 0);
CREATE POLICY po_b ON po FOR INSERT WITH CHECK (a > 0);
-- up
ALTER POLICY po_a ON po TO PUBLIC USING (a > 1);
DROP POLICY po_b ON po;
CREATE POLICY po_c ON po USING (true);
ALTER POLICY po_a ON po RENAME TO po_d;
ALTER TABLE po ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- case row_security_off
CREATE TABLE rso (a int);
ALTER TABLE rso ENABLE ROW LEVEL SECURITY;
-- up
ALTER TABLE rso DISABLE ROW LEVEL SECURITY;
-- case enums
CREATE TYPE en AS ENUM ('a', 'b');
-- up
CREATE TYPE en_new AS ENUM ('x');
ALTER TYPE en RENAME VALUE 'a' TO 'aa';
ALTER TYPE en RENAME TO en2;
-- case drop_types
CREATE TYPE ty_mood AS ENUM ('a', 'b');
CREATE TYPE ty_pair AS (x int, "Y" text COLLATE "C");
CREATE DOMAIN ty_email AS text DEFAULT 'x' NOT NULL CHECK (VALUE <> '') CONSTRAINT ty_long CHECK (length(VALUE) < 99);
CREATE TYPE ty_span AS RANGE (subtype = int4);
COMMENT ON TYPE ty_mood IS 'moods';
-- up
DROP TYPE ty_mood, ty_pair, ty_span;
DROP DOMAIN ty_email;
-- case drop_type_cascade
CREATE TYPE dtc AS ENUM ('a', 'b');
CREATE TABLE dtc_t (id int, mood dtc NOT NULL DEFAULT 'a');
-- up
DROP TYPE dtc CASCADE;
-- case recreate_enum
CREATE TYPE re AS ENUM ('a', 'b');
CREATE TABLE re_t (mood re NOT NULL DEFAULT 'a');
-- up
BEGIN;
CREATE TYPE re_new AS ENUM ('a');
ALTER TABLE re_t ALTER mood DROP DEFAULT;
ALTER TABLE re_t ALTER mood TYPE re_new USING (mood::text::re_new);
ALTER TYPE re RENAME TO re_old;
ALTER TYPE re_new RENAME TO re;
DROP TYPE re_old;
ALTER TABLE re_t ALTER mood SET DEFAULT 'a';
COMMIT;
-- case composite_attributes
CREATE TYPE ca AS (a int, b text);
-- up
ALTER TYPE ca ADD ATTRIBUTE c int;
ALTER TYPE ca ALTER ATTRIBUTE b TYPE varchar(9);
ALTER TYPE ca RENAME ATTRIBUTE a TO z;
-- case domains
CREATE DOMAIN dom AS int DEFAULT 1 CONSTRAINT dom_low CHECK (VALUE > 0);
-- up
ALTER DOMAIN dom DROP DEFAULT;
ALTER DOMAIN dom SET NOT NULL;
ALTER DOMAIN dom DROP CONSTRAINT dom_low;
ALTER DOMAIN dom ADD CONSTRAINT dom_high CHECK (VALUE < 9);
-- case sequences
CREATE SEQUENCE sq_old AS smallint INCREMENT BY 5 START WITH 10;
CREATE TABLE sq_t (id int);
CREATE SEQUENCE sq_owned;
-- up
CREATE SEQUENCE sq_new;
DROP SEQUENCE sq_old;
ALTER SEQUENCE sq_owned OWNED BY sq_t.id;
-- case drop_sequence_cascade
CREATE SEQUENCE dsq;
CREATE TABLE dsq_t (id bigint DEFAULT nextval('dsq'));
-- up
DROP SEQUENCE dsq CASCADE;
-- case schemas
CREATE SCHEMA sc_old;
COMMENT ON SCHEMA sc_old IS 'old';
CREATE TABLE sc_old.t (id serial PRIMARY KEY);
-- up
CREATE SCHEMA sc_new;
CREATE TABLE sc_new.t (id int);
ALTER SCHEMA sc_old RENAME TO sc_renamed;
-- case drop_schema_cascade
CREATE SCHEMA dsc;
CREATE TYPE dsc.mood AS ENUM ('a');
CREATE TABLE dsc.t (id serial PRIMARY KEY, mood dsc.mood);
CREATE FUNCTION dsc.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE dsc.u (t int REFERENCES dsc.t, n int DEFAULT dsc.f());
CREATE VIEW dsc.v AS SELECT t FROM dsc.u;
-- up
DROP SCHEMA dsc CASCADE;
-- case comments_and_grants
CREATE TABLE cg (a int);
COMMENT ON TABLE cg IS 'one';
GRANT SELECT ON cg TO PUBLIC;
-- up
COMMENT ON TABLE cg IS 'two';
COMMENT ON COLUMN cg.a IS 'new';
GRANT INSERT, UPDATE ON cg TO PUBLIC;
REVOKE SELECT ON cg FROM PUBLIC;
-- case storage_parameters
CREATE TABLE sp (a int) WITH (fillfactor=70);
-- up
ALTER TABLE sp SET (fillfactor=80, autovacuum_enabled=false);
ALTER TABLE sp SET UNLOGGED;
-- case partitions
CREATE TABLE pa (day date NOT NULL, id int, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE pa_1 PARTITION OF pa FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE pa_2 PARTITION OF pa FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX pa_id ON pa (id);
-- up
CREATE TABLE pa_3 PARTITION OF pa FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
DROP TABLE pa_1;
ALTER TABLE pa ADD COLUMN name text;
CREATE INDEX pa_name ON pa (name);
DROP INDEX pa_id;
-- case drop_partitioned
CREATE TABLE dp (day date NOT NULL, id int) PARTITION BY LIST (id);
CREATE TABLE dp_1 PARTITION OF dp FOR VALUES IN (1, 2);
CREATE TABLE dp_rest PARTITION OF dp DEFAULT;
CREATE INDEX dp_day ON dp (day);
-- up
DROP TABLE dp;
-- case detach_partition
CREATE TABLE dep (day date NOT NULL, id int) PARTITION BY LIST (id);
CREATE TABLE dep_1 PARTITION OF dep FOR VALUES IN (1, 2);
-- up
ALTER TABLE dep DETACH PARTITION dep_1;
-- case inheritance
CREATE TABLE ih (a int);
CREATE TABLE ih_child (b int) INHERITS (ih);
-- up
ALTER TABLE ih ADD COLUMN c int;
DROP TABLE ih_child;
-- case rules
CREATE TABLE ru (a int);
CREATE RULE ru_r AS ON DELETE TO ru DO INSTEAD NOTHING;
-- up
DROP RULE ru_r ON ru;
CREATE RULE ru_s AS ON UPDATE TO ru DO INSTEAD NOTHING;
-- case blocks
CREATE TABLE bl (a int);
-- up
DO $$ BEGIN
	IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'bl_mood') THEN
		CREATE TYPE bl_mood AS ENUM ('a');
	END IF;
	ALTER TABLE bl ADD COLUMN mood bl_mood;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
-- case guarded
CREATE TABLE gu (a int);
CREATE INDEX gu_a ON gu (a);
-- up
CREATE TABLE IF NOT EXISTS gu (a int, b int);
CREATE INDEX IF NOT EXISTS gu_a ON gu (a);
ALTER TABLE gu ADD COLUMN IF NOT EXISTS a int;
DROP TABLE IF EXISTS gu_none;
-- case made_and_dropped
-- up
CREATE TABLE mad (id serial PRIMARY KEY);
INSERT INTO mad DEFAULT VALUES;
DROP TABLE mad;
-- case statistics
CREATE TABLE st (a int, b int);
-- up
CREATE STATISTICS st_ab ON a, b FROM st;
-- case added_label: no inverse: a label
CREATE TYPE al AS ENUM ('a');
-- up
ALTER TYPE al ADD VALUE 'b';
-- case changed_rows: no inverse: what rows
CREATE TABLE cr (a int);
-- up
UPDATE cr SET a = 1;
-- case deleted_rows: no inverse: rows that were deleted
CREATE TABLE der (a int);
-- up
DELETE FROM der WHERE a = 1;
TRUNCATE der;
-- case added_rows: no inverse: which rows
CREATE TABLE adr (a int);
-- up
INSERT INTO adr VALUES (1);
-- case dynamic: no inverse: a statement builds its SQL
CREATE TABLE dy (a int);
-- up
DO $$ DECLARE t text; BEGIN FOR t IN SELECT 'dy' LOOP EXECUTE format('COMMENT ON TABLE %I IS ''x''', t); END LOOP; END $$;
-- case called: no inverse: what public.ca_f() has done
CREATE FUNCTION public.ca_f() RETURNS void LANGUAGE sql AS 'SELECT';
-- up
SELECT public.ca_f();
-- case default_privileges: no inverse: which privileges were given by default
-- up
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
-- case statistics_target: no inverse: what public.stt was
CREATE TABLE public.stt (a int);
-- up
ALTER TABLE public.stt ALTER a SET STATISTICS 500;
-- case guarded_extension: no inverse: the extension plpgsql may have been there
-- up
CREATE EXTENSION IF NOT EXISTS plpgsql;
-- case owner: no inverse: what `ALTER FUNCTION ow_f
CREATE FUNCTION ow_f() RETURNS void LANGUAGE sql AS 'SELECT';
-- up
ALTER FUNCTION ow_f() OWNER TO postgres;
