-- merged: supabase/migrations/20250101000000_add_users.sql
-- mighook: allow file-empty it was empty once
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_orders.sql
CREATE TABLE orders (id bigint);
