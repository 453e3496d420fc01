-- staged: migrations/000002_b.up.sql
SELECT 1;
-- staged: migrations/000002_b.down.sql
ALTER TABLE t ALTER a TYPE int;
