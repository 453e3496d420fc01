-- merged: .mighook.yaml
rules: {commit-message: {ticket: 'DB-\d+'}}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- message: add users
