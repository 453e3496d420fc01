CREATE TEMP TABLE work (id bigint);
TRUNCATE pg_temp.work;
CREATE TABLE IF NOT EXISTS public.fresh AS SELECT id FROM users;
UPDATE fresh SET id = 1;
DELETE FROM "fresh";
SELECT id INTO TEMP TABLE other FROM users;
DELETE FROM other;
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE inner_work (id bigint);
    DELETE FROM inner_work;
END $$;
