-- staged: migrations/20250501000000_a.sql
-- +goose Up
SELECT 1;
-- +goose Down
DELETE FROM goose_db_version WHERE version_id = 1;
