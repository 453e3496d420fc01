-- staged: migrations/20250501000000_a.sql
-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
CREATE TABLE IF NOT EXISTS a (id bigint);
COMMIT;
