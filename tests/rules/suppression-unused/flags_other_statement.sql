-- staged: supabase/migrations/20250501000000_add_words.sql
SELECT 1;
-- mighook: allow placeholder-left the word is meant
SELECT 2;
SELECT 'CHANGE_ME';
SELECT 3; -- mighook: allow placeholder-left the word is meant
