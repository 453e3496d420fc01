-- branch: supabase/migrations/20250401000000_scratch.sql
CREATE TABLE "Scratch" (id bigint);
-- staged: supabase/migrations/20250501000000_move.sql
CREATE TEMP TABLE moved AS SELECT id FROM orders;
CREATE TABLE one (id bigint);
ALTER TABLE one RENAME TO two;
DROP TABLE moved;
DROP TABLE two;
DROP TABLE public."Scratch";
