-- merged: supabase/migrations/0002_baseline_v1.sql
CREATE TABLE users (id bigint);
CREATE TABLE orders (id bigint);
-- SQUASH_BASELINE: 2025-06-01
-- SQUASH_COUNT: 2
-- SQUASH_HASH: sha256:f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8
-- merged: archive/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: archive/notes.md
hello
-- staged: supabase/migrations/0003_more.sql
SELECT 1;
