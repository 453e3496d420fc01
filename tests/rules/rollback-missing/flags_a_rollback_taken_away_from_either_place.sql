-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: sibling}
rules: {rollback-missing: error}
-- branch: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/rollback/20250501000000_add_users.down.sql
DROP TABLE users;
-- branch: supabase/migrations/20250502000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- branch: supabase/migrations/20250502000000_add_orders.down.sql
DROP TABLE orders;
-- branch: supabase/migrations/20250503000000_add_parts.sql
CREATE TABLE parts (id bigint);
-- deleted: supabase/rollback/20250501000000_add_users.down.sql
-- deleted: supabase/migrations/20250502000000_add_orders.down.sql
