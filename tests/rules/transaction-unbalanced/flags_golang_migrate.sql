-- staged: migrations/000001_a.up.sql
CREATE TABLE IF NOT EXISTS a (id bigint);
COMMIT;
-- staged: migrations/000001_a.down.sql
BEGIN;
DROP TABLE IF EXISTS a;
