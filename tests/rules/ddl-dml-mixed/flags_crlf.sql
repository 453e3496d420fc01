-- staged: supabase/migrations/20250501000000_case.sql bytes
CREATE TABLE a (id bigint);\r
INSERT INTO a\r
VALUES (1);\r
