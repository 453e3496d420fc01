CREATE FUNCTION f(a int) RETURNS json LANGUAGE plpgsql AS $$ DECLARE b int; BEGIN CREATE TABLE x (a int); END $$;
