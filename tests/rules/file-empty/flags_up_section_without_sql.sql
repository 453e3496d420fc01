-- staged: db/migrations/20250501000000_add_users.sql
-- migrate:up
-- migrate:down
DROP TABLE users;
-- staged: goose/migrations/20250501000000_add_users.sql
-- +goose Up
-- +goose StatementBegin
-- +goose StatementEnd
-- +goose Down
DROP TABLE users;
