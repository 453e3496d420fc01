-- merged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- merged: migrations/000001_add_users.down.sql
DROP TABLE users;
-- merged: prisma/migrations/20250101000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- merged: flyway/B1__base.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql
DROP TABLE IF EXISTS users;
-- staged: prisma/migrations/20250101000000_add_users/migration.sql
CREATE TABLE users (id int);
-- staged: flyway/B1__base.sql
CREATE TABLE users (id int);
