-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
CREATE TABLE app.orders (id bigint);
CREATE INDEX a ON public.orders (user_id);
-- staged: migrations/000002_b.down.sql
SELECT 1;
