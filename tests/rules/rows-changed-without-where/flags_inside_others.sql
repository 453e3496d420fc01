WITH gone AS (DELETE FROM users RETURNING id) INSERT INTO archive (id) SELECT id FROM gone;
DO $$ BEGIN
    DELETE FROM users;
    EXECUTE 'TRUNCATE users';
END $$;
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users SET active = true;
END $$;
