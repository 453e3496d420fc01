-- merged: .mighook.yaml
rules: {branch-name: {severity: error, pattern: '^migration/[a-z-]+$'}}
-- merged: supabase/migrations/20250101000000_a.sql
SELECT 1;
-- branch: supabase/migrations/20250201000000_b.sql
SELECT 2;
-- staged: other.txt
x
-- pushed: other
