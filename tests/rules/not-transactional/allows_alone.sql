-- staged: migrations/000001_a.up.sql
CREATE INDEX CONCURRENTLY i ON t (c);
-- staged: migrations/000001_a.down.sql
DROP INDEX CONCURRENTLY IF EXISTS i;
