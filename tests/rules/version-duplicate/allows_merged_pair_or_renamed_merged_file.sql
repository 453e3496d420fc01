-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/20250101000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- merged: supabase/migrations/20250102000000_add_items.sql
CREATE TABLE items (id bigint);
-- staged: supabase/migrations/20250102000000_add_goods.sql
CREATE TABLE items (id bigint);
-- staged: supabase/migrations/20250501000000_add_notes.sql
CREATE TABLE notes (id bigint);
-- deleted: supabase/migrations/20250102000000_add_items.sql
