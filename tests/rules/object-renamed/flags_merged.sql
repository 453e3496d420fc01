-- merged: migrations/0001_a.sql
CREATE TABLE users (id int);
-- staged: migrations/0002_b.sql
ALTER TABLE users RENAME COLUMN id TO user_id;
