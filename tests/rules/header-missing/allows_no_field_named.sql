-- staged: .mighook.yaml
rules: {header-missing: error}
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
