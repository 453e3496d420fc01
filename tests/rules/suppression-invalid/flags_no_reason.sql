-- staged: supabase/migrations/20250501000000_add_users.sql bytes
-- mighook: allow file-empty\r
-- mighook: allow placeholder-left   \r
SELECT 1; -- mighook: allow file-encoding until=2025-12-31\r\n
