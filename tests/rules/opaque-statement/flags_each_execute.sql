DO $$
DECLARE
  name text;
BEGIN
  FOR name IN EXECUTE 'SELECT a FROM ' || quote_ident('b') LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END $$;
