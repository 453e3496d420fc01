CREATE TABLE orders (user_id bigint REFERENCES users);
DROP INDEX IF EXISTS i;
CREATE INDEX i ON orders (user_id);
