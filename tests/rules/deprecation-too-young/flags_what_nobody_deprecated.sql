-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: supabase/migrations/20240101000000_users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text);
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
ALTER TABLE users DROP COLUMN IF EXISTS email, DROP COLUMN IF EXISTS name;
DROP TABLE IF EXISTS app.orders;
DROP VIEW IF EXISTS report;
DROP FUNCTION IF EXISTS total(int);
DROP TYPE IF EXISTS mood;
DROP SCHEMA IF EXISTS old;
DO $$ BEGIN
  DROP TABLE IF EXISTS logs;
END $$;
