-- merged: db/schema.sql
-- nothing
-- branch: db/migrations/20250201000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- branch: db/schema.sql
CREATE TABLE users (id bigint);
-- staged: db/migrations/20250201000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint, name text);
