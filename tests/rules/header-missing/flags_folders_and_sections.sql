-- staged: .mighook.yaml
rules: {header-missing: {fields: [Author]}}
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: db/migrations/20250501000000_add_users.sql
-- migrate:up
CREATE TABLE users (id bigint);
-- Author: octocat
-- migrate:down
DROP TABLE users;
