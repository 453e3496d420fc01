-- staged: migrations/20250501000000_a.sql
-- +goose Up
INSERT INTO roles (name) VALUES ('a');
CREATE TABLE a (id bigint);
-- +goose Down
DROP TABLE a;
DELETE FROM roles WHERE name = 'a';
