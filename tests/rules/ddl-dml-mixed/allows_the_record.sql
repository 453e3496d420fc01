-- Migration: x
BEGIN;
CREATE TABLE a (id bigint);
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM a WHERE id = 1; $$;
INSERT INTO migrations_history (migration_name) VALUES ('20250501000000_case');
COMMIT;
