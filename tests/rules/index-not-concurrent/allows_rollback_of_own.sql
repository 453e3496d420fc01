-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
CREATE INDEX CONCURRENTLY a ON orders (user_id);
-- staged: migrations/000002_b.down.sql
DROP INDEX IF EXISTS a;
