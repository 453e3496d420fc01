-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
CREATE TABLE IF NOT EXISTS app."Items" (id bigint);
CREATE INDEX items_id ON app."Items" (id);
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE UNIQUE INDEX m_a ON m (a);
CREATE TABLE copy AS SELECT id FROM orders;
CREATE INDEX copy_id ON copy (id);
CREATE TEMP TABLE t (a int);
CREATE INDEX t_a ON t (a);
REINDEX TABLE app."Items";
DROP INDEX items_id;
DROP INDEX IF EXISTS again;
CREATE INDEX again ON copy (id);
-- staged: migrations/000002_b.down.sql
SELECT 1;
