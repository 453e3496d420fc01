-- applied: 20250102000000
-- staged: supabase/migrations/20250102000000_b.sql
CREATE TABLE b (id bigint);
