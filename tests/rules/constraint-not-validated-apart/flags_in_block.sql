DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'o') THEN
    ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (user_id) REFERENCES users (id);
  END IF;
END $$;
