DO $$
BEGIN
  EXECUTE format('DROP TABLE %I', 'a');
  RETURN QUERY EXECUTE 'SELECT ' || 1;
END $$;
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpython3u AS $$ plpy.execute("DROP TABLE t") $$;
CREATE OR REPLACE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $$ BEGIN this is no statement at all end $$;
