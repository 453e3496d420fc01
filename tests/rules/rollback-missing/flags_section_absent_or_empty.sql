-- staged: .mighook.yaml
rules: {rollback-missing: error}
-- staged: dbmate/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- staged: goose/migrations/00001_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- +goose Down
-- staged: goose/migrations/00002_add_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint);
-- +goose Down
DROP TABLE orders;
