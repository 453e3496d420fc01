ALTER TABLE orders ADD COLUMN a int;
SET lock_timeout = '2s';
SET statement_timeout = '2s';
