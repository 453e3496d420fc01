-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error, days: 7, changelog: none}}
-- merged: supabase/migrations/20250101000000_users.sql
-- deprecates: users
COMMENT ON TABLE users IS 'x';
-- staged: supabase/migrations/20250108000000_drop.sql
DROP TABLE IF EXISTS users;
