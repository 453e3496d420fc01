-- staged: supabase/migrations/20250501000000_add_role.sql bytes
CREATE ROLE app PASSWORD 'CHANGE_ME';\r
-- CHANGE_ME\r
SELECT 1;\r\n
