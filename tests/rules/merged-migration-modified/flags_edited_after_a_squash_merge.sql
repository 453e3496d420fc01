-- branch: supabase/migrations/20250201000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- main: supabase/migrations/20250201000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250201000000_add_orders.sql
CREATE TABLE orders (id bigint, note text);
