-- staged: .mighook.yaml
rules: {header-missing: {fields: [Author, Ticket], ticket: '^[A-Z]+-\d+$'}}
-- staged: supabase/migrations/20250501000000_add_users.sql
-- Author: octocat
-- Ticket: 42
CREATE TABLE users (id bigint);
