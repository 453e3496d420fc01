-- staged: .mighook.yaml
rules: {rollback-missing: error}
-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql
-- TODO: Add your rollback code here
DROP TABLE users;
