-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250101000000_add_users.sql
-- the people
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250102000000_add_orders.sql bytes
CREATE TABLE orders (id bigint);\r\n
