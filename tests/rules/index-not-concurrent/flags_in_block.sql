-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'a') THEN
    CREATE INDEX a ON orders (user_id);
  END IF;
  EXECUTE 'CREATE INDEX b ON orders (user_id)';
END
$$;
-- staged: migrations/000002_b.down.sql
SELECT 1;
