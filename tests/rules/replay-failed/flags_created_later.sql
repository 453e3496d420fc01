-- merged: supabase/migrations/20250401000000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN user_id uuid REFERENCES users (id);
-- staged: supabase/migrations/20250501000000_users.sql
CREATE TABLE users (id uuid PRIMARY KEY);
