-- staged: migrations/20250501000000_a.sql
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY i ON t (c);
CREATE INDEX CONCURRENTLY j ON t (c);
