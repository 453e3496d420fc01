-- staged: supabase/migrations/20250501000000_case.sql bytes
-- a\r
CREATE TABLE a (\r
    id bigint\r
);\r
