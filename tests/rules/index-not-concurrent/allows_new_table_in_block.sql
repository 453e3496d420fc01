-- merged: migrations/000001_a.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- merged: migrations/000001_a.down.sql
DROP TABLE IF EXISTS orders;
-- staged: migrations/000002_b.up.sql
DO $$ BEGIN
  IF to_regclass('items') IS NULL THEN
    CREATE TABLE items (id bigint);
  END IF;
END $$;
CREATE INDEX items_id ON items (id);
-- staged: migrations/000002_b.down.sql
SELECT 1;
