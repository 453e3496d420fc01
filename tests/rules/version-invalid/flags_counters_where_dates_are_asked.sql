-- staged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, version: date}]
-- staged: supabase/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/21001301_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/21001201_add_items.sql
CREATE TABLE items (id bigint);
