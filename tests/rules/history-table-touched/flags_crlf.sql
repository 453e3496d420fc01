-- staged: supabase/migrations/20250501000000_case.sql bytes
-- a\r
DELETE FROM schema_migrations\r
WHERE version = '1';\r
