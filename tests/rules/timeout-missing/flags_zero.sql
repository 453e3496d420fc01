-- merged: .mighook.yaml
rules: {timeout-missing: {severity: warning, timeouts: [lock_timeout, statement_timeout]}}
-- staged: supabase/migrations/20250501000000_case.sql
SET statement_timeout = 0;
SET LOCAL lock_timeout TO '2s';
TRUNCATE orders;
