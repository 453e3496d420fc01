-- merged: migrations/000001_a.up.sql
SELECT 1;
-- staged: migrations/000002_b.up.sql
CREATE TABLE items (id bigint);
-- staged: migrations/000003_c.up.sql
CREATE INDEX i ON items (id);
