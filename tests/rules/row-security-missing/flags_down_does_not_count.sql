-- staged: migrations/000001_a.up.sql
CREATE TABLE notes (id bigint);
-- staged: migrations/000001_a.down.sql
CREATE TABLE old_notes (id bigint);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
