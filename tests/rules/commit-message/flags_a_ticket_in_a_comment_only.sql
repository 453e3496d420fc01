-- merged: .mighook.yaml
rules: {commit-message: {severity: error, pattern: '^[a-z]+: ', ticket: 'DB-\d+', trailers: [Approved-By]}}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- message: add: users
# On branch DB-17
Approved-By: dba
# ------------------------ >8 ------------------------
DB-17
