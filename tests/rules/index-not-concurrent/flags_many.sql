-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
ALTER TABLE orders ADD COLUMN note text;
  CREATE INDEX a ON orders (note);
DROP INDEX old_idx, public.older_idx;
REINDEX TABLE orders;
REINDEX INDEX orders_idx;
REINDEX (VERBOSE) SCHEMA app;
-- staged: migrations/000002_b.down.sql
SELECT 1;
