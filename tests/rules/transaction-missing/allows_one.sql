-- Migration: x
SET lock_timeout = '2s';
/* more */
START TRANSACTION;
CREATE TABLE IF NOT EXISTS a (id bigint);
SAVEPOINT s;
ROLLBACK TO SAVEPOINT s;
DO $$ BEGIN
    UPDATE a SET id = 1 WHERE id = 2;
END $$;
END;
-- done
