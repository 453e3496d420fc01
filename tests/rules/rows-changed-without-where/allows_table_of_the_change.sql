-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000001_more.sql
DELETE FROM users;
