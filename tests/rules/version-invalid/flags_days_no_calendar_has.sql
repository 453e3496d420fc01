-- staged: supabase/migrations/20251301000000_month_13.sql
SELECT 1;
-- staged: supabase/migrations/20250001000000_month_0.sql
SELECT 1;
-- staged: supabase/migrations/20250231000000_february_31.sql
SELECT 1;
-- staged: supabase/migrations/20250229000000_february_29.sql
SELECT 1;
-- staged: supabase/migrations/20250500_day_0.sql
SELECT 1;
