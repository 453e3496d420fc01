-- merged: supabase/migrations/20250501000000_ärzte.sql
SELECT 1;
-- staged: supabase/migrations/20250501000000_Ärzte.sql
SELECT 2;
