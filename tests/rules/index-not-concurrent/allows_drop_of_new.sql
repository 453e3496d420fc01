-- merged: migrations/000001_first.up.sql
CREATE TABLE old (a int);
-- branch: migrations/000002_new.up.sql
CREATE TABLE users (a int);
CREATE INDEX ON users (a);
-- staged: migrations/000003_case.up.sql
DROP INDEX users_a_idx;
