-- staged: migrations/000001_a.up.sql
ALTER TABLE notes ADD COLUMN a int;
-- staged: migrations/000001_a.down.sql
DROP POLICY own ON notes;
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
