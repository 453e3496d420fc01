-- staged: supabase/migrations/20250501000000_add_users.sql
-- Author: octocat
-- Migration: 20250101000000_add_orders.sql
CREATE TABLE users (id bigint);
