-- staged: supabase/migrations/20250501000000_whole_conflict.sql
SELECT 1;
<<<<<<< HEAD
SELECT 2;
||||||| 1234567
SELECT 3;
=======
SELECT 4;
>>>>>>> work
-- staged: supabase/migrations/20250501000001_last_marker_crlf.sql bytes
SELECT 1;\r
>>>>>>> work\r\n
