-- merged: migrations/000001_first.up.sql
CREATE TABLE app.accounts (a int);
ALTER TABLE app.accounts RENAME TO users;
-- branch: migrations/000002_namesake.up.sql
CREATE TABLE users (a int);
ALTER TABLE app.users ADD COLUMN c int;
-- staged: migrations/000003_case.up.sql
SET search_path = app, public;
ALTER TABLE users ADD COLUMN b uuid DEFAULT gen_random_uuid();
