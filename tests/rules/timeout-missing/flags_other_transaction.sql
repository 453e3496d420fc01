-- staged: migrations/0002_b.sql
BEGIN;
SET LOCAL lock_timeout = '2s';
COMMIT;
SET statement_timeout = '1min';
BEGIN;
ALTER TABLE orders ADD a int;
COMMIT;
