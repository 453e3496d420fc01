-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: supabase/migrations/20250101235959_users.sql
-- deprecates: users
COMMENT ON TABLE users IS 'x';
-- merged: supabase/migrations/20250120235959_users.sql
-- deprecates: users
COMMENT ON TABLE users IS 'y';
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250131000000_drop.sql
DROP TABLE IF EXISTS users;
