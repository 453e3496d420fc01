-- staged: .mighook.yaml
rules: {header-mismatch: {author: '^[a-z]+$', ticket: '^[A-Z]+-[0-9]+$'}}
-- staged: supabase/migrations/20250501000000_add_users.sql
-- Description: the people
CREATE TABLE users (id bigint);
