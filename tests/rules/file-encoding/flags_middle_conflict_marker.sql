-- staged: supabase/migrations/20250501000000_half_resolved.sql
SELECT 1;
=======
SELECT 2;
