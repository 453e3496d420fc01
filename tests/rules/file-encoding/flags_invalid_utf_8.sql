-- staged: supabase/migrations/20250501000000_latin_1.sql bytes
SELECT 1;
SELECT 'caf\xE9';
-- staged: supabase/migrations/20250501000001_overlong.sql bytes
SELECT '\xC0\xAF';
-- staged: supabase/migrations/20250501000002_surrogate.sql bytes
SELECT '\xED\xA0\x80';
-- staged: supabase/migrations/20250501000003_cut_off.sql bytes
SELECT '\xE2\x82';
