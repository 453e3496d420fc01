-- merged: migrations/0001_a.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- staged: migrations/0002_b.sql
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;
