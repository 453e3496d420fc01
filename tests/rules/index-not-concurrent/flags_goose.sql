-- merged: migrations/00001_a.sql
-- +goose Up
CREATE TABLE orders (id bigint);
-- +goose Down
DROP TABLE IF EXISTS orders;
-- staged: migrations/00002_b.sql
-- +goose Up
CREATE INDEX a ON orders (id);
-- +goose Down
DROP INDEX IF EXISTS a;
