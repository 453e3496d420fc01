-- merged: goose/migrations/00001_add_users.sql
-- +goose Up
CREATE TABLE users (id bigint);
-- merged: goose/migrations/00002_fill_users.go
package migrations
-- staged: goose/migrations/00002_fill_users.go
package migrations
// another statement
