-- staged: .mighook.yaml
extends: schema-snapshot
rules: {name-malformed: {strict-name: true}}
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000001_add_users_v2.sql
CREATE TABLE users_v2 (id bigint);
