-- merged: app/migrations/0009_add_users.sql
CREATE TABLE users (id bigint);
-- staged: audit/migrations/0001_add_log.sql
CREATE TABLE log (id bigint);
