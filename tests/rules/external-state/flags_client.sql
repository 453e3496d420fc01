\i schema.sql
\! ls
\set schema app
INSERT INTO t (a) VALUES (:'name');
ALTER TABLE :tablename ADD COLUMN a int;
GRANT SELECT ON t TO ${APP_ROLE};
INSERT INTO t (a) VALUES ('${APP_URL}/x');
\connect other
