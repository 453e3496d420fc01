-- staged: supabase/migrations/20250603_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250602_add_orders.sql
CREATE TABLE orders (id bigint);
