-- staged: supabase/migrations/20250501250000_hour_25.sql
SELECT 1;
-- staged: supabase/migrations/20250501240000_hour_24.sql
SELECT 1;
-- staged: supabase/migrations/20250501006000_minute_60.sql
SELECT 1;
-- staged: supabase/migrations/20250501000060_second_60.sql
SELECT 1;
