-- staged: migrations/000001_a.up.sql
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (owner = auth.uid());
-- staged: migrations/000001_a.down.sql
DROP POLICY own ON notes;
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
