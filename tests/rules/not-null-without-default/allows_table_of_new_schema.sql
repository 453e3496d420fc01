CREATE SCHEMA app
  CREATE TABLE users (id int)
  CREATE INDEX users_id ON users (id);
ALTER TABLE app.users ADD COLUMN email text NOT NULL;
