-- merged: supabase/migrations/20250101000000_add_users.sql mode=120000
users.sql
-- merged: supabase/migrations/20250102000000_add_orders.sql mode=100755
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250501000000_add_items.sql
CREATE TABLE items (id bigint);
