-- merged: prisma/migrations/20250201000000_add_users/migration.sql
CREATE TABLE users (id bigint);
-- merged: diesel/2025-02-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: prisma/migrations/20250101000000_add_orders/migration.sql
CREATE TABLE orders (id bigint);
-- staged: diesel/20250101000000_add_orders/up.sql
CREATE TABLE orders (id bigint);
