CREATE TABLE app.orders (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users,
  item_id bigint UNIQUE REFERENCES items,
  a int, b int,
  FOREIGN KEY (a, b) REFERENCES c (x, y)
);
CREATE INDEX i ON app.orders (user_id, id);
CREATE INDEX j ON app.orders USING btree (b, a DESC);
