-- staged: supabase/migrations/20250501000000_case.sql bytes
-- a\r
INSERT INTO roles (name)\r
VALUES ('a');\r
