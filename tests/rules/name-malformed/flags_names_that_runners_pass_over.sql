-- staged: db/migration/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: db/migration/V2_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: db/migration/v3__add_items.sql
CREATE TABLE items (id bigint);
-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000002_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: goose/migrations/00001_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- staged: goose/migrations/add_orders.sql
-- +goose Up
CREATE TABLE orders (id bigint);
