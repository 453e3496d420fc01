-- staged: migrations/20250501000000_a.sql
-- +goose Up
CREATE INDEX CONCURRENTLY i ON t (c);
-- +goose Down
DROP INDEX CONCURRENTLY i;
