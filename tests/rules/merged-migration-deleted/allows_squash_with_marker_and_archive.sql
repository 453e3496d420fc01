-- merged: supabase/migrations/0001_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/0002_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/0001_baseline.sql bytes
CREATE TABLE users (id bigint);\r
CREATE TABLE orders (id bigint);\r
-- SQUASH_BASELINE: 2025-06-01\r
-- SQUASH_COUNT: 2\r
-- SQUASH_HASH: sha256:f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8\r\n
-- staged: archive/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: archive/migrations_20250601/0002_orders.sql
CREATE TABLE orders (id bigint);
-- deleted: supabase/migrations/0001_users.sql
-- deleted: supabase/migrations/0002_orders.sql
