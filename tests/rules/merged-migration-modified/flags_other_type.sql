-- merged: supabase/migrations/20250101000000_add_users.sql
shared.sql
-- merged: supabase/migrations/20250102000000_add_orders.sql mode=120000
orders.sql
-- staged: supabase/migrations/20250101000000_add_users.sql mode=120000
shared.sql
-- staged: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint);
