-- staged: migrations/20250501000000_a.sql
-- +goose Up
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
UPDATE orders SET status = 'refunded' WHERE id = 1;
