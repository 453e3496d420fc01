-- staged: migrations/000002_b.up.sql
SELECT 1;
-- staged: migrations/000002_b.down.sql
ALTER TABLE accounts RENAME TO users;
