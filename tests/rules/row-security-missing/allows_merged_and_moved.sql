-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE old (id bigint);
CREATE SCHEMA private;
-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE IF NOT EXISTS old (id bigint);
CREATE TABLE notes (id bigint);
ALTER TABLE notes SET SCHEMA private;
SET search_path = private;
CREATE TABLE "Own" (id bigint);
SELECT set_config('search_path', 'public', false);
CREATE TABLE items (id bigint);
ALTER TABLE items RENAME TO things;
-- staged: supabase/migrations/20250502000000_secure.sql
ALTER TABLE things ENABLE ROW LEVEL SECURITY;
