-- merged: .mighook.yaml
rules: {migration-count: {max: 1}}
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- branch: supabase/migrations/20250103000000_add_items.sql
CREATE TABLE items (id bigint);
-- staged: supabase/migrations/20250102000000_add_orders.sql
CREATE TABLE orders (id bigint, note text);
-- staged: supabase/migrations/README.md
How to write one.
