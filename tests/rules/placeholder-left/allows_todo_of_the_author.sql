-- staged: supabase/migrations/20250501000000_add_users.sql
-- TODO: drop the old table in autumn
CREATE TABLE users (id bigint);
