-- merged: .mighook.yaml
rules: {timeout-missing: {severity: warning, timeouts: [lock_timeout, statement_timeout]}}
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE orders ADD COLUMN a int;
SET lock_timeout = '2s';
SET statement_timeout = '2s';
