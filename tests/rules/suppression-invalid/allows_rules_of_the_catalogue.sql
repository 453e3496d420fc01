-- staged: supabase/migrations/20250501000000_drop_users.sql bytes
-- mighook: allow table-dropped,drop-cascade nobody reads it any more until=2025-12-31\r
DROP TABLE users CASCADE;\r\n
