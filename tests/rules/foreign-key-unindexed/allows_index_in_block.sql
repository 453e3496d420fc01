CREATE TABLE orders (user_id bigint REFERENCES users);
DO $$ BEGIN
  IF to_regclass('i') IS NULL THEN CREATE INDEX i ON orders (user_id); END IF;
END $$;
