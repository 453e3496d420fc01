-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: supabase/migrations/20240101000000_users.sql
-- deprecates: users.mail, orders, "Report", app.users
-- it deprecates: logs
COMMENT ON TABLE users IS '-- deprecates: strings';
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
ALTER TABLE users DROP COLUMN IF EXISTS email;
DROP TABLE IF EXISTS app.orders;
DROP VIEW IF EXISTS report;
DROP TABLE IF EXISTS logs;
DROP TABLE IF EXISTS strings;
DROP TABLE IF EXISTS users;
