-- staged: .mighook.yaml
extends: dated-policy
-- staged: supabase/migrations/0319_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/0320_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: supabase/migrations/20250501120000_add_items.sql
CREATE TABLE items (id bigint);
