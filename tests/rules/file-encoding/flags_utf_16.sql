-- staged: supabase/migrations/20250501000000_little_endian.sql bytes
\xFF\xFES\x00E\x00L\x00E\x00C\x00T\x00;\x00
-- staged: supabase/migrations/20250501000001_big_endian.sql bytes
\xFE\xFF\x00S\x00E\x00L\x00E\x00C\x00T\x00;
