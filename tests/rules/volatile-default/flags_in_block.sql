DO $$ BEGIN
  ALTER TABLE users ADD COLUMN IF NOT EXISTS token uuid DEFAULT public.uuid_generate_v4();
END $$;
