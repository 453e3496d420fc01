-- staged: diesel/2025-13-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-13-01-000000_add_users/down.sql
DROP TABLE users;
-- staged: prisma/migrations/20250431000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: flyway/V19991301__add_users.sql
CREATE TABLE users (id bigint);
-- staged: goose/migrations/20250501126100_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
