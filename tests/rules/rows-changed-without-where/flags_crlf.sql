-- staged: supabase/migrations/20250501000000_case.sql bytes
-- approved-by is not here\r
DELETE FROM users\r
;\r
