-- staged: prisma/migrations/20250501000000_add_users/migration.sql
-- Migration: 20250101000000_add_orders
CREATE TABLE users (id bigint);
