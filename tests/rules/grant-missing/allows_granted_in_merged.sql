-- merged: supabase/migrations/20250101000000_defaults.sql
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO authenticated, service_role;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO authenticated, service_role;
CREATE VIEW v AS SELECT 1 AS a;
GRANT SELECT ON v TO authenticated, service_role;
CREATE TABLE kept (id int);
-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE app.notes (id int);
SET search_path = app;
CREATE MATERIALIZED VIEW m AS SELECT id FROM notes;
RESET search_path;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE OR REPLACE VIEW v AS SELECT 2 AS a;
CREATE TABLE IF NOT EXISTS kept (id int);
CREATE TABLE "Late" (id int);
CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
ALTER TABLE "Late" RENAME TO late;
-- staged: supabase/migrations/20250502000000_grant.sql
GRANT ALL ON ALL TABLES IN SCHEMA public TO authenticated, service_role;
