-- staged: supabase/migrations/20250501000000_add_greetings.sql bytes
-- <<<<<<< inside a comment, ======= too\r
SELECT 'h\xC3\xA9llo', '\xE6\x97\xA5', '\xF0\x9F\x98\x80';\r
SELECT '=========';\r\n
