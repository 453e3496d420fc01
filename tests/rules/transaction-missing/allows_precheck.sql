DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'a') THEN
        RAISE EXCEPTION 'there';
    END IF;
END $$;
BEGIN;
CREATE TABLE IF NOT EXISTS a (id bigint);
COMMIT;
