-- staged: supabase/migrations/20250501000000_case.sql bytes
-- a view\r
CREATE VIEW report AS\r
SELECT *\r
FROM orders;\r
