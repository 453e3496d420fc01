DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM migrations_history WHERE migration_name = 'x') THEN
        RAISE EXCEPTION 'already applied';
    END IF;
END $$;
DO $$
DECLARE doubles bigint;
BEGIN
    SELECT count(*) INTO doubles FROM users GROUP BY email HAVING count(*) > 1;
    IF doubles = 0 THEN
        RETURN;
    END IF;
    RAISE EXCEPTION '% doubles', doubles;
END $$;
CREATE TABLE IF NOT EXISTS c (id bigint);
