-- staged: prisma/migrations/20250501000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250501000000_add_users/seed.sql
INSERT INTO users VALUES (1);
-- staged: prisma/migrations/20250502000000_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: diesel/migrations/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/migrations/2025-05-01-000000_add_users/seed.sql
INSERT INTO users VALUES (1);
