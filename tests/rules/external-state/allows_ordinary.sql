CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_net;
SELECT a::text, b[1:2], c->>'dblink' FROM t WHERE note = 'dblink(x)' AND d = '{${x}}';
CREATE FUNCTION app.http_get(url text) RETURNS text LANGUAGE sql AS $$ SELECT url $$;
SELECT app.http_get('x');
-- SELECT pg_read_file('/etc/motd');
COMMENT ON TABLE t IS 'see ${APP_URL}';
INSERT INTO templates (body) VALUES ('Hello ${name}, costs $5');
DROP EXTENSION IF EXISTS dblink;
