-- staged: migrations/000001_a.up.sql
ALTER TABLE app.users ALTER COLUMN name SET NOT NULL;
DO $$ BEGIN
    DELETE FROM app.users WHERE name LIKE 'x%';
END $$;
