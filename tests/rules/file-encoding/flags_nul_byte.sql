-- staged: supabase/migrations/20250501000000_add_note.sql bytes
SELECT 1;\r
SELECT 'a\x00z';\r
