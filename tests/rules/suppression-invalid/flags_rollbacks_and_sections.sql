-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql
-- mighook: allow file-empty
DROP TABLE users;
-- staged: db/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- migrate:down
-- mighook: allow drop-tables nothing is in it yet
DROP TABLE users;
