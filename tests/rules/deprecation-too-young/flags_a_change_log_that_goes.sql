-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error, changelog: docs/changes.md}}
-- merged: docs/changes.md
nothing yet
-- merged: CHANGELOG.md
nothing yet
-- merged: supabase/migrations/20240101000000_users.sql
-- deprecates: users
COMMENT ON TABLE users IS 'x';
-- deleted: docs/changes.md
-- staged: CHANGELOG.md
gone
-- staged: supabase/migrations/20250501000000_drop.sql
DROP TABLE IF EXISTS users;
