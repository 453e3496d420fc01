CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX i ON orders (user_id) WHERE user_id > 10;
CREATE INDEX j ON orders (id, user_id);
CREATE INDEX k ON orders (lower(user_id::text));
CREATE INDEX l ON other (user_id);
