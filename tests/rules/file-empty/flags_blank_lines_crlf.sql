-- staged: supabase/migrations/20250501000000_blank.sql bytes
\r\n-- to be written\r\n\r\n
