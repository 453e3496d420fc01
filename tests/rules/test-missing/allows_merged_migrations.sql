-- merged: .mighook.yaml
rules: {test-missing: {severity: error, files: ['supabase/tests/*', '*_migration_test.go']}}
-- merged: supabase/migrations/20250101000000_a.sql
SELECT 1;
-- staged: x.txt
x
