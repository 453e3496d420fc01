-- staged: .mighook.yaml
rules: {transaction-missing: warning}
-- staged: migrations/20250501000000_a.sql
-- +goose Up
BEGIN;
CREATE TABLE IF NOT EXISTS a (id bigint);
COMMIT;
