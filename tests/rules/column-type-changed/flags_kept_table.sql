-- merged: migrations/0001_first.sql
CREATE TABLE users (a int);
-- staged: migrations/0002_case.sql
CREATE TABLE IF NOT EXISTS users (a int);
ALTER TABLE users ALTER a TYPE text;
