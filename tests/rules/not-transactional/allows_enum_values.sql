-- staged: migrations/20250501000000_a.sql
-- +goose Up
CREATE TYPE fresh AS ENUM ('x');
ALTER TYPE fresh ADD VALUE 'y';
INSERT INTO t (f) VALUES ('y');
ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = 'refunded' WHERE status = 'paid';
ALTER TYPE order_status ADD VALUE 'refunded';
UPDATE orders SET note = 'refunded' WHERE id = 1;
UPDATE orders SET title = 'refunded'::text WHERE id = 2;
COMMENT ON TABLE orders IS 'refunded';
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders SET status = 'refunded' WHERE id = 1;
END $$;
