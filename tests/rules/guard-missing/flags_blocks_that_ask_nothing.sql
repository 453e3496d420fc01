DO $$ BEGIN
    CREATE TYPE mood AS ENUM ('a');
    EXECUTE 'CREATE ROLE reader';
END $$;
