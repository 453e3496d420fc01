-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE notes (id bigint);
-- staged: supabase/migrations/20250502000000_secure.sql
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
