-- staged: supabase/migrations/20250501000000_case.sql bytes
BEGIN;\r
SELECT 1;\r
COMMIT;\r
SELECT 2;\r
