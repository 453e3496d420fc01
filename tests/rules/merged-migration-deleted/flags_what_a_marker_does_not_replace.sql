-- merged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, down: 'rollback/{name}.sql'}]
-- merged: supabase/migrations/0001_users.sql
CREATE TABLE users (id bigint);
-- merged: rollback/0001_users.sql
DROP TABLE users;
-- merged: supabase/migrations/0002_orders.sql
CREATE TABLE orders (id bigint);
-- merged: supabase/migrations/0003_items.sql
CREATE TABLE items (id bigint);
-- merged: rollback/0003_items.sql
DROP TABLE items;
-- staged: supabase/migrations/0002_baseline_v1.sql
CREATE TABLE users (id bigint);
CREATE TABLE orders (id bigint);
-- SQUASH_BASELINE: 2025-06-01
-- SQUASH_COUNT: 3
-- SQUASH_HASH: sha256:f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8
-- SQUASH_REPLACES: 0001..0002
-- staged: archive/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: archive/migrations_20250601/rollback/0001_users.sql
DROP TABLE users;
-- staged: archive/migrations_20250601/0002_orders.sql
CREATE TABLE orders (id bigint);
-- staged: archive/migrations_20250601/0003_items.sql
CREATE TABLE items (id bigint);
-- staged: archive/migrations_20250601/rollback/0003_items.sql
DROP TABLE items;
-- deleted: supabase/migrations/0001_users.sql
-- deleted: rollback/0001_users.sql
-- deleted: supabase/migrations/0002_orders.sql
-- deleted: supabase/migrations/0003_items.sql
-- deleted: rollback/0003_items.sql
