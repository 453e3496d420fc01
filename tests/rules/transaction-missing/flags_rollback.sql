-- staged: migrations/000001_a.up.sql
BEGIN;
CREATE TABLE IF NOT EXISTS b (id bigint);
COMMIT;
-- staged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS b;
