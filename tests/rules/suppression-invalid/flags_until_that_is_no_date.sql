-- staged: supabase/migrations/20250501000000_add_users.sql
-- mighook: allow file-empty there is nothing to do until=2025-13-01
SELECT 1;
-- mighook: allow placeholder-left a word like any other until=autumn
SELECT 2;
