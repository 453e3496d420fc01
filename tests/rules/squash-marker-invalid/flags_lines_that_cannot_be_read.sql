-- staged: supabase/migrations/0001_a.sql
CREATE TABLE a (id bigint);
-- SQUASH_BASELINE: 2025-02-30
-- SQUASH_COUNT: two
-- SQUASH_HASH: f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8
-- SQUASH_REPLACES: 0001..
-- staged: supabase/migrations/0002_b.sql
CREATE TABLE b (id bigint);
-- SQUASH_COUNT: 1
-- SQUASH_COUNT: 1
