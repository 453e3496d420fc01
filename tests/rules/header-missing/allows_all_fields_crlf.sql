-- staged: .mighook.yaml
rules: {header-missing: {fields: [Migration, Author]}}
-- staged: supabase/migrations/20250501000000_add_users.sql bytes
-- The people, and what they bought.\r
\r
-- Migration: 20250501000000_add_users.sql\r
-- Author: octocat\r
CREATE TABLE users (id bigint);\r\n
-- staged: db/migrations/20250501000000_add_users.sql
-- migrate:up
-- Migration: 20250501000000_add_users.sql
-- Author: octocat
CREATE TABLE users (id bigint);
