-- staged: db/migrations/0001_a.sql
DO $$ BEGIN
    EXECUTE 'CREATE INDEX CONCURRENTLY i ON t (c)';
END $$;
BEGIN;
DO $$ BEGIN
    COMMIT;
END $$;
COMMIT;
