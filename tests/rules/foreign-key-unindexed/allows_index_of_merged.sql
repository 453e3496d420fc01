-- merged: migrations/000001_first.up.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint, user_id bigint, "Shop" bigint, seller bigint, UNIQUE (seller, id));
CREATE INDEX orders_user ON orders (user_id DESC, id) WHERE user_id IS NOT NULL;
CREATE INDEX ON orders ("Shop");
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases RENAME COLUMN "Shop" TO shop;
-- staged: migrations/000002_keys.up.sql
ALTER TABLE purchases ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE purchases ADD FOREIGN KEY (shop) REFERENCES users (id) NOT VALID;
ALTER TABLE purchases ADD FOREIGN KEY (seller) REFERENCES users (id) NOT VALID;
ALTER TABLE unknown ADD FOREIGN KEY (seller) REFERENCES users (id) NOT VALID;
