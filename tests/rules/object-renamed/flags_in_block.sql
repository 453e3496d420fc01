DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'a') THEN
    ALTER TABLE users RENAME COLUMN a TO b;
  END IF;
END $$;
