CREATE TABLE app.users (id int);
ALTER TABLE users ADD COLUMN email text NOT NULL;
