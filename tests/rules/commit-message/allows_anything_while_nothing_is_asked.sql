-- merged: .mighook.yaml
rules: {commit-message: error}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- message: Anything
