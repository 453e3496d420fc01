-- staged: prisma/migrations/migration_lock.toml
provider = "sqlite"
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT);
