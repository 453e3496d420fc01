-- staged: supabase/migrations/20250501_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250502_add_items.sql
CREATE TABLE items (id bigint);
