-- staged: supabase/migrations/20240229235959_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20000229_add_orders.sql
CREATE TABLE orders (id bigint);
