-- staged: .mighook.yaml
rules: {header-mismatch: {author: '^[a-z0-9-]+$', ticket: '^[A-Z]+-[0-9]+$'}}
-- staged: supabase/migrations/20250501000000_add_users.sql bytes
-- Author: A U Thor\r
-- Ticket: soon\r
CREATE TABLE users (id bigint);\r\n
