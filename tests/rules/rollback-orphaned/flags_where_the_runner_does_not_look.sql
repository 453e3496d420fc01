-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: sibling}
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/rollback/20250501000000_add_user.down.sql
DROP TABLE users;
