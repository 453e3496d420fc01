-- merged: prisma/migrations/20250101000000_init/migration.sql
SELECT 1;
-- branch: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint PRIMARY KEY);
