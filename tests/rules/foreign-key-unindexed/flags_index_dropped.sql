CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX i ON orders (user_id);
DROP INDEX i;
