-- merged: db/structure.sql
CREATE TABLE users (id bigint);
-- merged: db/migrations/20250101000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- staged: db/structure.sql bytes
CREATE TABLE users (id bigint, name text);\r\n
