-- merged: migrations/000001_first.up.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint, shop bigint, seller bigint, tag bigint);
CREATE INDEX a ON orders (user_id) WHERE id > 0;
CREATE INDEX b ON orders (abs(shop));
CREATE INDEX c ON orders (id, seller);
CREATE INDEX d ON orders (tag);
-- staged: migrations/000002_keys.up.sql
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD FOREIGN KEY (shop) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD FOREIGN KEY (seller) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD FOREIGN KEY (tag) REFERENCES users (id) NOT VALID;
DROP INDEX CONCURRENTLY d;
