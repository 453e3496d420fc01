-- staged: .mighook.yaml
rules: {version-in-future: {severity: error, tolerance: 1h}}
-- staged: supabase/migrations/20250601130001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250601130000_add_orders.sql
CREATE TABLE orders (id bigint);
