-- staged: db/migrations/001_accounts.up.sql
CREATE TABLE accounts (id bigint PRIMARY KEY, name text);
-- staged: db/migrations/002_index.up.sql
BEGIN;
CREATE INDEX CONCURRENTLY accounts_name ON accounts (name);
COMMIT;
