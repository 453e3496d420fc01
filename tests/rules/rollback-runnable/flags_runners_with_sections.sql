-- staged: dbmate/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- staged: dbmate/migrations/20250501000000_add_users.down.sql
-- migrate:up
DROP TABLE users;
-- staged: goose/migrations/00001_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- staged: goose/migrations/00001_add_users.down.sql
-- +goose Up
DROP TABLE users;
