ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;
UPDATE orders SET status = 'new' WHERE id IN (SELECT id FROM orders WHERE status IS NULL LIMIT 1000);
UPDATE orders SET status = 'new' WHERE id BETWEEN 1 AND 1000;
DELETE FROM orders WHERE id = 12;
UPDATE orders SET status = 'new' WHERE ctid = ANY (ARRAY(SELECT ctid FROM orders WHERE status IS NULL LIMIT 10));
WITH batch AS (SELECT id FROM orders WHERE status IS NULL LIMIT 100)
UPDATE orders SET status = 'new' FROM batch WHERE batch.id = orders.id;
