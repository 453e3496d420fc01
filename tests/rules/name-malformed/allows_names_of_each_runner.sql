-- staged: flyway/V1.2__add_users.sql
SELECT 1;
-- staged: flyway/V1_3__add_orders.sql
SELECT 1;
-- staged: flyway/U1.2__add_users.sql
SELECT 1;
-- staged: flyway/B1.2__base.sql
SELECT 1;
-- staged: flyway/R__user_names.sql
SELECT 1;
-- staged: golang/migrations/1_add_users.up.sql
SELECT 1;
-- staged: golang/migrations/1_add_users.down.sql
SELECT 1;
-- staged: goose/migrations/00001_add_users.sql
-- +goose Up
-- staged: dbmate/migrations/20250501000000_add_users.sql
-- migrate:up
-- staged: rust/Cargo.toml
-- staged: rust/migrations/20250501000000_add_users.sql
SELECT 1;
-- staged: diesel/00000000000000_diesel_initial_setup/up.sql
SELECT 1;
-- staged: diesel/2025-05-01-000000-0001_add_users/up.sql
SELECT 1;
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
SELECT 1;
