DO $$ BEGIN
  ALTER TABLE users ALTER COLUMN age TYPE bigint;
END $$;
