GRANT SELECT ON ALL TABLES IN SCHEMA public TO authenticated, service_role;
CREATE TABLE notes (id bigint);
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO authenticated, service_role;
CREATE TABLE app.items (id bigint);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
