-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: supabase/migrations/20230101000000_users.sql
-- deprecates: users, users.email, report
COMMENT ON TABLE users IS 'x';
-- merged: supabase/migrations/20230301000000_drop.sql
DROP TABLE IF EXISTS users;
DROP VIEW IF EXISTS report;
CREATE VIEW report AS SELECT 1 AS one;
-- merged: supabase/migrations/20230401000000_create.sql
CREATE TABLE IF NOT EXISTS users (id bigint, email text);
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
ALTER TABLE users DROP COLUMN IF EXISTS email;
DROP VIEW IF EXISTS report;
