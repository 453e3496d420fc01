-- staged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase}
  - {path: migrations, runner: golang-migrate}
-- staged: supabase/migrations/users/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/orders/000002_add_orders.up.sql
CREATE TABLE orders (id bigint);
