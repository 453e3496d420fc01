-- merged: .mighook.yaml
rules: {branch-name: {severity: error, pattern: '^migration/[a-z-]+$'}}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- pushed: add-users
