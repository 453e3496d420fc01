-- staged: migrations/000001_a.up.sql
CREATE TABLE notes (id bigint);
-- staged: migrations/000001_a.down.sql
CREATE TABLE old_notes (id bigint);
-- staged: migrations/000002_b.up.sql
GRANT SELECT ON notes TO authenticated, service_role;
