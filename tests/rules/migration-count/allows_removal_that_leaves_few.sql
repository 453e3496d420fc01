-- merged: .mighook.yaml
rules: {migration-count: {max: 2}}
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250103000000_add_items.sql
CREATE TABLE items (id bigint);
-- deleted: supabase/migrations/20250102000000_add_orders.sql
