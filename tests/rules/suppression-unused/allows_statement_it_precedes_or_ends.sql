-- staged: supabase/migrations/20250501000000_add_words.sql
SELECT 1;
-- mighook: allow placeholder-left the word is meant
SELECT
  'CHANGE_ME';
SELECT 'CHANGE_ME'; -- mighook: allow placeholder-left the word is meant
