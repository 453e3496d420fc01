-- staged: migrations/000001_a.up.sql
CREATE TABLE a (id bigint);
-- staged: migrations/000001_a.down.sql
DO $$ BEGIN
    IF to_regclass('a') IS NULL THEN RETURN; END IF;
END $$;
DROP TABLE a;
