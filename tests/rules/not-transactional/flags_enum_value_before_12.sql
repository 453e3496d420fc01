-- staged: .mighook.yaml
postgres: 11
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TYPE mood ADD VALUE 'a';
