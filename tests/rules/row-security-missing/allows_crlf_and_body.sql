-- staged: supabase/migrations/20250501000000_case.sql bytes
CREATE TABLE notes (id bigint);\r
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\r
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\r
BEGIN\r
	CREATE TABLE inner_table (id bigint);\r
END\r
$$;\r
