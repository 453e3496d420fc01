-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- main: supabase/migrations/20250501000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250501000000_Add_Orders.sql
CREATE TABLE orders (id int);
