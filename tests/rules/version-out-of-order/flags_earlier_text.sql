-- merged: supabase/migrations/20250110_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250109235959_add_orders.sql
CREATE TABLE orders (id bigint);
