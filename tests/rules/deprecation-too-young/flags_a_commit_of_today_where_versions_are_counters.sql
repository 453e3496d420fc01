-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- merged: migrations/000001_users.up.sql
-- deprecates: users
COMMENT ON TABLE users IS 'x';
-- merged: migrations/000001_users.down.sql
COMMENT ON TABLE users IS NULL;
-- staged: CHANGELOG.md
gone
-- staged: migrations/000002_drop.up.sql
DROP TABLE IF EXISTS users;
-- staged: migrations/000002_drop.down.sql
CREATE TABLE IF NOT EXISTS users (id bigint);
