-- staged: supabase/migrations/20250501000000_case.sql bytes
-- fill\r
UPDATE orders\r
SET status = 'new'\r
WHERE status IS NULL;\r
