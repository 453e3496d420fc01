-- staged: supabase/migrations/20250501000000_add_roles.sql
SELECT 1;
-- mighook: allow placeholder-left a column is really called so
SELECT 'CHANGE_ME';
SELECT 'CHANGE_ME';
