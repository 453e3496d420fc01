-- staged: supabase/migrations/20250501000000_case.sql
CREATE TABLE notes (id bigint);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
-- staged: supabase/migrations/20250502000000_policies.sql
DO $$
BEGIN
	CREATE POLICY p ON notes FOR SELECT USING (true);
END
$$;
