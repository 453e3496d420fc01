-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: CHANGELOG.md
nothing yet
-- merged: supabase/migrations/20240101000000_users.sql
-- deprecates: users, orders
COMMENT ON TABLE users IS 'x';
-- staged: docs/CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
DROP TABLE IF EXISTS users;
DROP TABLE IF EXISTS orders;
