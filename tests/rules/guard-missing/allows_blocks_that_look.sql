DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('a');
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN
        EXECUTE 'CREATE ROLE reader';
    END IF;
END $$;
DO $$ BEGIN
    CREATE TYPE pair AS ENUM ('a');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'a') THEN
        ALTER TABLE t RENAME COLUMN a TO b;
    END IF;
END $$;
DO $$ BEGIN
    IF to_regclass('public.a') IS NOT NULL THEN
        RETURN;
    END IF;
    CREATE TABLE a (id bigint);
END $$;
