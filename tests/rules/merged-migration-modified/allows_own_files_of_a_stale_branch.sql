-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/migrations/20250201000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- branch: supabase/migrations/20250202000000_add_items.sql
CREATE TABLE items (id bigint);
-- main: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint, forced text);
-- main: supabase/migrations/20250202000000_add_items.sql
CREATE TABLE items (id bigint, reviewed text);
-- staged: supabase/migrations/20250201000000_add_orders.sql
CREATE TABLE orders (id bigint, note text);
-- staged: supabase/migrations/20250202000000_add_items.sql
CREATE TABLE items (id bigint, reviewed text);
