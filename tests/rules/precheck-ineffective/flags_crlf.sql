-- staged: supabase/migrations/20250501000000_case.sql bytes
DO $$ BEGIN\r
    IF to_regclass('a') IS NOT NULL THEN RETURN; END IF;\r
END $$;\r
CREATE TABLE a (id bigint);\r
