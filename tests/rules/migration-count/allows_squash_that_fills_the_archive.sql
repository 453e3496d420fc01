-- merged: .mighook.yaml
rules: {migration-count: {max: 1}}
-- merged: supabase/migrations/0001_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/0002_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/0001_baseline.sql
CREATE TABLE users (id bigint);
CREATE TABLE orders (id bigint);
-- SQUASH_BASELINE: 2025-06-01
-- staged: archive/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: archive/migrations_20250601/0002_orders.sql
CREATE TABLE orders (id bigint);
-- deleted: supabase/migrations/0001_users.sql
-- deleted: supabase/migrations/0002_orders.sql
