-- staged: .mighook.yaml
extends: typed-governance
-- staged: supabase/migrations/20250501000000_create_users.sql
-- Migration: YYYYMMDDHHMMSS_type_description.sql
-- Author: <github_username>
-- Ticket: <JIRA/Issue number>
-- Description: the people
CREATE TABLE users (id bigint);
