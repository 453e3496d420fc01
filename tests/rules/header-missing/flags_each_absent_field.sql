-- staged: .mighook.yaml
rules: {header-missing: {fields: [Author, Ticket, Description]}}
-- staged: supabase/migrations/20250501000000_add_users.sql
-- Ticket: APP-7
CREATE TABLE users (id bigint);
