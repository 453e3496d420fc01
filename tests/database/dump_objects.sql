-- One of each kind of object that a dump tells apart.
CREATE ROLE ra;
CREATE ROLE rb;
CREATE EXTENSION citext;

CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'x';
CREATE TYPE app.mood AS ENUM ('sad','ok');
CREATE DOMAIN app.pos AS int CHECK (VALUE > 0);
CREATE TABLE app."Users" (id serial PRIMARY KEY, email text NOT NULL DEFAULT 'a', "user" text, age int CHECK (age > 0), m app.mood, g int GENERATED ALWAYS AS (age * 2) STORED);
CREATE TABLE app.posts (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, u int REFERENCES app."Users", body text COLLATE "C");
CREATE INDEX posts_u ON app.posts (u);
CREATE FUNCTION app.f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE plpgsql AS $$
--
-- Name: fake; Type: TABLE; Schema: public; Owner: -
--
/*
\restrict abc
\unrestrict abc
*/ BEGIN RETURN 1; END;   
$$;
CREATE FUNCTION app.g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
CREATE FUNCTION app.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER trg BEFORE INSERT ON app.posts FOR EACH ROW EXECUTE FUNCTION app.t();
ALTER TABLE app.posts DISABLE TRIGGER trg;
ALTER TABLE app.posts ENABLE ROW LEVEL SECURITY; ALTER TABLE app.posts FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON app.posts FOR SELECT TO rb, ra USING (u > 0);
CREATE VIEW app.v WITH (security_invoker=true) AS SELECT id FROM app.posts;
CREATE MATERIALIZED VIEW app.mv AS SELECT id FROM app.posts; CREATE INDEX mvi ON app.mv (id);
CREATE TABLE app.part (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE app.part1 PARTITION OF app.part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE app.part ADD PRIMARY KEY (id, d);
CREATE STATISTICS app.st ON id, d FROM app.part;
CREATE RULE r AS ON DELETE TO app.posts DO ALSO (SELECT 1; SELECT 2);
COMMENT ON COLUMN app.posts.body IS E'x\n-- Name: fake2; Type: TABLE; Schema: public; Owner: -\n;';
COMMENT ON FUNCTION app.f(int, text) IS 'fn';
COMMENT ON CONSTRAINT posts_pkey ON app.posts IS 'pk';
GRANT SELECT ON app.posts TO rb; GRANT SELECT ON app.posts TO ra; GRANT UPDATE (body) ON app.posts TO ra;
GRANT EXECUTE ON FUNCTION app.f(int,text) TO ra; REVOKE ALL ON FUNCTION app.f(int,text) FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO ra;
CREATE AGGREGATE app.agg(int) (SFUNC = int4pl, STYPE = int);
CREATE CAST (app.mood AS int) WITH INOUT;
CREATE OPERATOR app.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
CREATE OPERATOR app.=== (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION app.et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION app.et();
ALTER TABLE app.posts ALTER body SET STATISTICS 100;
