-- merged: supabase/migrations/20250101000000_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250501000000_drop.sql
DROP TABLE orders;
