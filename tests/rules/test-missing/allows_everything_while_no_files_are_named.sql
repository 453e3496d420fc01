-- merged: .mighook.yaml
rules: {test-missing: error}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
