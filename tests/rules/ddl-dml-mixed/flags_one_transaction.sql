BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;
CREATE INDEX IF NOT EXISTS i ON orders (status);
UPDATE orders SET status = 'new' WHERE id = 1;
DELETE FROM orders WHERE id = 2;
COMMIT;
