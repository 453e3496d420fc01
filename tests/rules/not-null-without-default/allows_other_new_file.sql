-- merged: migrations/0001_a.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- staged: migrations/0002_b.sql
CREATE TABLE items (id int);
-- staged: migrations/0003_c.sql
ALTER TABLE items ADD COLUMN c text NOT NULL;
