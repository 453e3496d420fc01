-- merged: .mighook.yaml
rules: {commit-message: {severity: error, pattern: '^[a-z]+: ', ticket: 'DB-\d+', trailers: [Approved-By]}}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- message: add: users

for DB-17

approved-by: The DBA
