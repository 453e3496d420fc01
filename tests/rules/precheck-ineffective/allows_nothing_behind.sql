CREATE TABLE IF NOT EXISTS c (id bigint);
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM c) THEN RETURN; END IF;
    RAISE NOTICE 'empty';
END $$;
SET lock_timeout = '1s';
