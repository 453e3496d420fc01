-- staged: supabase/migrations/20250501000000_case.sql bytes
BEGIN;\r
VACUUM t;\r
COMMIT;\r
