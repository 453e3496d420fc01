CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users,
  "shopId" int, region int,
  UNIQUE (region, user_id),
  FOREIGN KEY ("shopId", region) REFERENCES shops (id, region)
);
