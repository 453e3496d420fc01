-- merged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- branch: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- branch: prisma/migrations/20250501000000_add_users/README.md
Who they are.
-- staged: prisma/migrations/20250502000000_add_orders/migration.sql
CREATE TABLE orders (id bigint);
-- deleted: prisma/migrations/20250501000000_add_users/migration.sql
