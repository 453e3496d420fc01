-- merged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- merged: prisma/migrations/20250101000000_init/migration.sql
SELECT 1;
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- deleted: prisma/migrations/migration_lock.toml
