-- merged: migrations/0001_first.sql
CREATE TABLE other (id int);
-- branch: migrations/0002_users.sql
CREATE TABLE accounts (a int);
ALTER TABLE accounts RENAME TO users;
-- staged: migrations/0003_case.sql
ALTER TABLE users ALTER a TYPE text;
