-- staged: supabase/migrations/20250602120001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250602120000_add_orders.sql
CREATE TABLE orders (id bigint);
