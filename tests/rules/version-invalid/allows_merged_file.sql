-- merged: supabase/migrations/20251301000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_orders.sql
CREATE TABLE orders (id bigint);
