-- staged: migrations/0002_b.sql bytes
SELECT 1;\r
CREATE INDEX a\r
  ON orders (user_id);\r
