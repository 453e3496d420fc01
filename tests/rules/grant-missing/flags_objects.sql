CREATE TABLE notes (id bigint);
GRANT SELECT ON notes TO authenticated;
CREATE VIEW public.v AS SELECT id FROM notes;
CREATE MATERIALIZED VIEW m AS SELECT id FROM notes;
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT a $$;
GRANT ALL ON TABLE f TO authenticated, service_role;
CREATE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$;
GRANT SELECT ON ALL TABLES IN SCHEMA app TO authenticated, service_role;
GRANT SELECT ON other.v TO authenticated, service_role;
