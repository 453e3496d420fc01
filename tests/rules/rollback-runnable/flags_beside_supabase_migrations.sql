-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_users.down.sql
DROP TABLE users;
-- staged: supabase/migrations/20250502000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250502000000_add_orders.rollback.sql
DROP TABLE orders;
