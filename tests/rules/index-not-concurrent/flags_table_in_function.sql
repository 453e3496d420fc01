-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE orders (id bigint);
END $$;
CREATE INDEX a ON orders (user_id);
-- staged: migrations/000002_b.down.sql
SELECT 1;
