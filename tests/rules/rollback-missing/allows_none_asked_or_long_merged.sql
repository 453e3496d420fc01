-- merged: .mighook.yaml
sets:
  - {path: supabase/migrations, runner: supabase, down: none}
  - {path: golang, runner: golang-migrate}
rules: {rollback-missing: error}
-- merged: golang/1_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: golang/2_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- staged: golang/2_add_orders.down.sql
DROP TABLE orders;
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
