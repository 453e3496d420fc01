-- staged: supabase/migrations/20250501000000_add_docs.sql
INSERT INTO docs VALUES ('
-- mighook: allow nonsense
');
-- squawk-ignore ban-drop-table
SELECT 1;
