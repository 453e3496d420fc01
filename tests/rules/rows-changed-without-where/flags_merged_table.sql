-- merged: supabase/migrations/20250101000000_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_case.sql
DELETE FROM users;
