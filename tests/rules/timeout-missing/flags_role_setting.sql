-- merged: .mighook.yaml
rules: {timeout-missing: {severity: warning, timeouts: [lock_timeout, statement_timeout]}}
-- staged: supabase/migrations/20250501000000_case.sql
ALTER ROLE app SET lock_timeout = '2s';
ALTER ROLE app SET statement_timeout = '2s';
REINDEX TABLE orders;
