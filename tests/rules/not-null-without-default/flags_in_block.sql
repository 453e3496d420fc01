DO $$ BEGIN
  ALTER TABLE users ADD COLUMN email text NOT NULL;
EXCEPTION WHEN duplicate_column THEN NULL;
END $$;
