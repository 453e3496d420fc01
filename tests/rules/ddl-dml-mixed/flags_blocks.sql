-- staged: db/migrations/0001_a.sql
DO $$ BEGIN
    CREATE TABLE a (id bigint);
    INSERT INTO a VALUES (1);
END $$;
