DROP TABLE IF EXISTS orders, audit."Old Orders";
DO $$
BEGIN
  DROP TABLE IF EXISTS in_a_block;
  EXECUTE 'DROP TABLE IF EXISTS in_a_text';
END $$;
CREATE OR REPLACE FUNCTION clean() RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
  DROP TABLE IF EXISTS in_a_function;
END $f$;
