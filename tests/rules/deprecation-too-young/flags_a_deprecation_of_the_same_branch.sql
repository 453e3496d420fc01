-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: README
x
-- branch: supabase/migrations/20250101000000_users.sql
-- deprecates: users
COMMENT ON TABLE users IS 'x';
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
DROP TABLE IF EXISTS users;
