CREATE TABLE notes (id bigint);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	CREATE TABLE inner_table (id bigint);
END
$$;
