-- staged: migrations/000001_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_users.down.sql
DROP TABLE users;
DROP TABLE orders;
