-- staged: golang/migrations/1_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: golang/migrations/1_add_users.down.sql
DROP TABLE users;
-- staged: rust/Cargo.toml
-- staged: rust/migrations/20250501000000_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: rust/migrations/20250501000000_add_users.down.sql
DROP TABLE users;
-- staged: diesel/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-05-01-000000_add_users/down.sql
DROP TABLE users;
-- staged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/U1__add_users.sql
DROP TABLE users;
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_add_users/down.sql
DROP TABLE users;
