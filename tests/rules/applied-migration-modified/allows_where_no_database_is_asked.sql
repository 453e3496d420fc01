-- merged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id int);
-- applied: 20250101000000
-- staged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id bigint);
