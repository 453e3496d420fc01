-- staged: db/migrations/001_accounts.up.sql
BEGIN;
CREATE TABLE accounts (id bigint PRIMARY KEY);
