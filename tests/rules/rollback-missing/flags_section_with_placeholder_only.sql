-- staged: .mighook.yaml
rules: {rollback-missing: error}
-- staged: dbmate/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- migrate:down
BEGIN;
-- TODO: Add your rollback code here
COMMIT;
