-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- staged: supabase/migrations/20250501000000_drop.sql
CREATE TABLE IF NOT EXISTS copy (id bigint);
DROP TABLE IF EXISTS copy;
DROP VIEW IF EXISTS report;
CREATE VIEW report AS SELECT 1 AS one;
DROP INDEX IF EXISTS i;
DROP TRIGGER IF EXISTS t ON users;
ALTER TABLE users DROP CONSTRAINT IF EXISTS c;
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  DROP TABLE IF EXISTS later;
END $$;
