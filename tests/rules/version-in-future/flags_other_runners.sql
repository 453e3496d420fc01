-- staged: diesel/2025-06-03-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-06-03-000000_add_users/down.sql
DROP TABLE users;
-- staged: prisma/migrations/20260101000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: flyway/V20260101__add_users.sql
CREATE TABLE users (id bigint);
