-- staged: .mighook.yaml
rules: {migration-count: {max: 2}}
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: db/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_items.sql
CREATE TABLE items (id bigint);
-- staged: db/migrations/0002_add_items.sql
CREATE TABLE items (id bigint);
