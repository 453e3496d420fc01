-- staged: supabase/migrations/20250501000000_add_rates.sql
ALTER TABLE rates ADD COLUMN EXCHANGE_METHOD text;
SELECT 'DO_NOT_CHANGE_METERS';
