-- staged: supabase/migrations/20250501000000_add_users.sql
-- mighook: allow file-empty there is nothing to do until=2025-05-31
SELECT 1;
