-- merged: migrations/000001_first.up.sql
CREATE TABLE users (id bigint NOT NULL, name text CHECK (name IS NOT NULL));
-- merged: migrations/000002_index.up.sql
CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id, name);
-- staged: migrations/000003_key.up.sql
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_id;
ALTER TABLE unknown ADD CONSTRAINT unknown_pkey PRIMARY KEY USING INDEX unknown_id;
