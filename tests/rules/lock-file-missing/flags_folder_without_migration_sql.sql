-- staged: prisma/migrations/migration_lock.toml
provider = "postgresql"
-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250502000000_add_orders/migrations.sql
CREATE TABLE orders (id bigint);
