-- staged: db/migrations/20250501000000_a.sql
-- migrate:up
BEGIN;
SELECT 1;
COMMIT;
-- migrate:down
BEGIN;
SELECT 1;
