DROP TABLE orders;
DROP INDEX orders_idx;
DROP POLICY mine ON orders;
ALTER TABLE users DROP COLUMN email;
