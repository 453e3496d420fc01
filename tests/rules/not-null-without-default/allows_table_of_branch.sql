-- merged: migrations/000001_first.up.sql
CREATE TABLE other (a int);
-- branch: migrations/000002_users.up.sql
CREATE TABLE app.accounts (a int);
ALTER TABLE app.accounts SET SCHEMA public;
ALTER TABLE accounts RENAME TO users;
-- staged: migrations/000003_case.up.sql
ALTER TABLE users ADD COLUMN b int NOT NULL;
