-- staged: db/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- migrate:down
-- mighook: allow placeholder-left the word is meant
DROP TABLE users;
