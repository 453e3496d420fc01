-- staged: supabase/migrations/20250501000000_case.sql bytes
-- a\r
CREATE TABLE IF NOT EXISTS a (id bigint);\r
COMMIT;\r
