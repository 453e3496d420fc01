-- merged: .mighook.yaml
rules: {test-missing: {severity: error, files: ['supabase/tests/*', '*_migration_test.go']}}
-- staged: supabase/migrations/20250127093045_add_users.sql
CREATE TABLE users (id bigint PRIMARY KEY);
-- staged: supabase/tests/other.sql
SELECT 1;
