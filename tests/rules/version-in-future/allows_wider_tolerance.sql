-- staged: .mighook.yaml
rules: {version-in-future: {tolerance: 30d}}
-- staged: supabase/migrations/20250701000000_add_users.sql
CREATE TABLE users (id bigint);
