-- staged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: goose/migrations/00001_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- staged: goose/migrations/00002_fill_users.go
package migrations
-- staged: diesel/migrations/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/migrations/2025-05-01-000000_add_users/metadata.toml
run_in_transaction = false
