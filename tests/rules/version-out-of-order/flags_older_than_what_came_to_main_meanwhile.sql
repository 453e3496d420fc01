-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/migrations/20250401000000_add_items.sql
CREATE TABLE items (id bigint);
-- main: supabase/migrations/20250301000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250201000000_add_notes.sql
CREATE TABLE notes (id bigint);
