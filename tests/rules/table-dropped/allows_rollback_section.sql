-- staged: db/migrations/00001_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- +goose Down
DROP TABLE users;
