-- staged: .mighook.yaml
rules: {header-mismatch: {author: '^[a-z]+$', ticket: '^[A-Z]+-[0-9]+$'}}
-- staged: supabase/migrations/20250501000000_add_users.sql bytes
-- Migration: 20250501000000_add_users.sql\r
-- Author: octocat\r
-- Ticket: APP-7\r
CREATE TABLE users (id bigint);\r\n
