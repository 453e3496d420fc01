-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: 'rollback/{name}.sql'}
  - {path: golang, runner: golang-migrate}
  - {path: diesel, runner: diesel}
  - {path: dbmate, runner: dbmate}
rules: {rollback-missing: error}
-- staged: supabase/migrations/20250501000000_add_users.sql
-- See: rollback/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: rollback/20250501000000_add_users.sql
DROP TABLE users;
-- staged: golang/1_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: golang/1_add_users.down.sql
DROP TABLE users;
-- staged: diesel/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-05-01-000000_add_users/down.sql
DROP TABLE users;
-- staged: dbmate/20250501000000_add_users.sql bytes
-- migrate:up\r
CREATE TABLE users (id bigint);\r
-- migrate:down\r
DROP TABLE users;\r\n
