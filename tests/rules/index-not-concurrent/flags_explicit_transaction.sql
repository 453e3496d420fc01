-- staged: migrations/0002_b.sql
BEGIN;
CREATE INDEX a ON orders (user_id);
COMMIT;
