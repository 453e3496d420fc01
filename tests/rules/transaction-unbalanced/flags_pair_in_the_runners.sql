-- staged: migrations/20250501000000_a.sql
-- +goose Up
BEGIN;
CREATE TABLE IF NOT EXISTS a (id bigint);
COMMIT;
CREATE TABLE IF NOT EXISTS b (id bigint);
-- +goose Down
DROP TABLE IF EXISTS b;
COMMIT;
DROP TABLE IF EXISTS a;
