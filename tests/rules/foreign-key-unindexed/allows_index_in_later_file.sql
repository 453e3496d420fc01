-- staged: migrations/0001_a.sql
CREATE TABLE orders (user_id bigint REFERENCES users);
-- staged: migrations/0002_b.sql
CREATE INDEX i ON orders (user_id);
