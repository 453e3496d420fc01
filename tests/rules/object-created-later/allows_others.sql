-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE other (id int);
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE IF EXISTS members ADD COLUMN email text;
DROP TABLE IF EXISTS members;
DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_tables WHERE tablename = 'members') THEN
		ALTER TABLE members ADD COLUMN c text;
	END IF;
END
$$;
ALTER TABLE auth.users ADD COLUMN a int;
INSERT INTO storage.buckets (id) VALUES ('a');
GRANT EXECUTE ON FUNCTION f(integer) TO someone;
CREATE TEMP TABLE scratch (id int);
INSERT INTO scratch VALUES (1);
ALTER TABLE app.members ADD COLUMN d int;
ALTER TABLE never ADD COLUMN d int;
CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM members); END $$;
ALTER TABLE own ADD COLUMN a int;
CREATE TABLE own (id int);
DROP FUNCTION f(int);
-- staged: supabase/migrations/20250601000000_later.sql
CREATE TABLE members (id int);
CREATE TABLE auth.users (id int);
CREATE TABLE storage.buckets (id int);
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TABLE scratch (id int);
