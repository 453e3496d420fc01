-- merged: migrations/000001_first.up.sql
CREATE TABLE users (id bigint, name text NOT NULL);
-- merged: migrations/000002_index.up.sql
CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (name, id DESC);
-- staged: migrations/000003_key.up.sql
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;
