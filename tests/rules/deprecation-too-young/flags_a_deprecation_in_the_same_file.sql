-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
-- deprecates: users
DROP TABLE IF EXISTS users;
