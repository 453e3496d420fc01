-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: supabase/migrations/20240101000000_users.sql
-- deprecates: users.email, app.orders, public.report
-- Deprecates: users.name (use "nick, name"), mood
/*
 * deprecates: total(int, text), "Old Table"."Old Column"
 */
COMMENT ON TABLE users IS 'x';
-- merged: supabase/migrations/20240102000000_old.sql
COMMENT ON SCHEMA old IS 'x'; -- deprecates: OLD, Public.Logs
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20240202000000_drop.sql
ALTER TABLE users DROP COLUMN IF EXISTS email, DROP COLUMN IF EXISTS name;
DROP TABLE IF EXISTS app.orders;
DROP VIEW IF EXISTS report;
DROP FUNCTION IF EXISTS total(int, text);
DROP TYPE IF EXISTS mood;
DROP SCHEMA IF EXISTS old;
ALTER TABLE "Old Table" DROP COLUMN IF EXISTS "Old Column";
DO $$ BEGIN
  DROP TABLE IF EXISTS logs;
END $$;
