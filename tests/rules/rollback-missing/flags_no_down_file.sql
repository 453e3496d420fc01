-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: 'supabase/rollback/{name}.rollback.sql'}
  - {path: golang, runner: golang-migrate}
  - {path: rust, runner: sqlx}
  - {path: diesel, runner: diesel}
rules: {rollback-missing: error}
-- branch: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/rollback/20250501000000_add_users.rollback.sql
DROP TABLE users;
-- staged: golang/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: rust/20250501000000_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- deleted: supabase/rollback/20250501000000_add_users.rollback.sql
