-- staged: .mighook.yaml
sets: [{path: prisma/migrations, runner: prisma, dialect: other}]
-- staged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
