-- staged: .mighook.yaml
sets: [{path: prisma/migrations, runner: prisma, dialect: postgresql}]
-- staged: prisma/migrations/migration_lock.toml bytes
# made by Prisma\r
provider = "postgresql"\r\n
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
