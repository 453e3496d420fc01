-- merged: supabase/migrations/20250101000000_defaults.sql
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM service_role;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO service_role;
-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE notes (id int);
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
GRANT EXECUTE ON FUNCTION f(text) TO authenticated, service_role;
CREATE VIEW app.v AS SELECT 1 AS a;
REVOKE ALL ON app.v FROM authenticated;
