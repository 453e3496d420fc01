-- merged: migrations/000001_first.up.sql
CREATE TABLE users (a int);
CREATE INDEX ON users (a);
-- staged: migrations/000002_case.up.sql
DROP INDEX users_a_idx;
