ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO authenticated, service_role;
CREATE TABLE app.items (id bigint);
CREATE TABLE notes (id bigint);
GRANT SELECT ON ALL TABLES IN SCHEMA public TO authenticated, service_role;
