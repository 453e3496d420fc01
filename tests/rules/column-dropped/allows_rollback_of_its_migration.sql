-- staged: migrations/000001_users.up.sql
ALTER TABLE users ADD COLUMN email text;
-- staged: migrations/000001_users.down.sql
ALTER TABLE users DROP COLUMN email;
