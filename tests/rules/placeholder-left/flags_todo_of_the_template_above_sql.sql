-- staged: supabase/migrations/20250501000000_add_users.sql
BEGIN;
-- TODO: Add your migration code here
CREATE TABLE users (id bigint);
COMMIT;
