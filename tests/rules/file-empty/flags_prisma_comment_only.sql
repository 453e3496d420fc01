-- staged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
-- nothing yet
