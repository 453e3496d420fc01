-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
CREATE UNIQUE INDEX IF NOT EXISTS "Orders_User" ON "public"."orders" ("user_id") WHERE user_id > 0;
-- staged: migrations/000002_b.down.sql
SELECT 1;
