-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: db/migrations/20240101000000_users.sql
-- migrate:up
COMMENT ON TABLE users IS 'x';
-- migrate:down
-- deprecates: users
COMMENT ON TABLE users IS 'y';
-- staged: CHANGELOG.md
gone
-- staged: db/migrations/20250501000000_drop.sql
-- migrate:up
DROP TABLE IF EXISTS users;
-- migrate:down
SELECT 1;
