-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: sibling}
rules: {rollback-missing: error}
-- staged: supabase/migrations/20250501000000_add_users.sql
-- See: 20250501000000_add_users.down.sql
CREATE TABLE users (id bigint);
-- staged: supabase/rollback/20250501000000_add_users.down.sql
DROP TABLE users;
-- staged: supabase/migrations/20250502000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250502000000_add_orders.down.sql
DROP TABLE orders;
