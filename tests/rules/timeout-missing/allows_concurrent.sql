-- staged: migrations/0002_b.sql
CREATE INDEX CONCURRENTLY i ON orders (id);
DROP INDEX CONCURRENTLY j;
