-- staged: migrations/0002_b.sql
DO $$ BEGIN
  ALTER TABLE orders ADD CONSTRAINT a CHECK (x > 0) NOT VALID;
  ALTER TABLE orders VALIDATE CONSTRAINT a;
END $$;
