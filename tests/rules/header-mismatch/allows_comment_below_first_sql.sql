-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- Migration: 20250101000000_add_orders.sql
ALTER TABLE users ADD COLUMN name text;
