DO $check$
DECLARE applied boolean;
BEGIN
    SELECT count(*) > 0 INTO applied FROM schema_migrations WHERE version = '1';
    IF applied THEN
        RETURN;
    ELSIF to_regclass('public.users') IS NULL THEN
        RAISE EXCEPTION 'users is missing';
    END IF;
END $check$;
DO $$ BEGIN
    UPDATE users SET active = true WHERE id = 1;
END $$;
