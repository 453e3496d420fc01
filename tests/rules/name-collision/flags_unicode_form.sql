-- merged: supabase/migrations/20250501000000_café.sql
SELECT 1;
-- staged: supabase/migrations/20250501000000_café.sql
SELECT 2;
