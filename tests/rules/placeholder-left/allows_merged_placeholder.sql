-- merged: supabase/migrations/20250101000000_add_role.sql
SELECT 'CHANGE_ME';
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
