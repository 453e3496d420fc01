DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = 'x') THEN
        RETURN;
    END IF;
    CREATE TABLE a (id bigint);
END $$;
DO $$ BEGIN
    IF to_regclass('b') IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %I (id bigint)', 'b');
END $$;
DO $$ BEGIN
    IF to_regclass('b') IS NOT NULL THEN RETURN; END IF;
    PERFORM make_partitions('b');
END $$;
CREATE TABLE IF NOT EXISTS c (id bigint);
