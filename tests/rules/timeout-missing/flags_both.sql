-- merged: .mighook.yaml
rules: {timeout-missing: {severity: warning, timeouts: [lock_timeout, statement_timeout]}}
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
