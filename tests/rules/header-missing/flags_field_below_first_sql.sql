-- staged: .mighook.yaml
rules: {header-missing: {severity: warning, fields: [Author]}}
-- staged: supabase/migrations/20250501000000_add_users.sql
BEGIN;
-- Author: octocat
CREATE TABLE users (id bigint);
COMMIT;
