CREATE TABLE orders (user_id bigint);
ALTER TABLE ONLY orders ADD CONSTRAINT o FOREIGN KEY (user_id) REFERENCES users (id);
