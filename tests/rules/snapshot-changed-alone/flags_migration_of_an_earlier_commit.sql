-- merged: schema.sql
-- nothing
-- branch: supabase/migrations/20250201000000_add_users.sql
CREATE TABLE users (id bigint);
-- main: supabase/migrations/20250301000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: schema.sql
CREATE TABLE users (id bigint);
