-- staged: supabase/migrations/20250501000000_add_words.sql bytes
-- mighook: allow placeholder-left the word is meant\r
SELECT 1;\r
SELECT 'CHANGE_ME';\r\n
