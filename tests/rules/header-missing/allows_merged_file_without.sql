-- merged: .mighook.yaml
rules: {header-missing: {fields: [Author]}}
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_orders.sql
-- Author: octocat
CREATE TABLE orders (id bigint);
