-- merged: supabase/migrations/20250101000000_old.sql
CREATE TABLE other (id int);
-- staged: supabase/migrations/20250501000000_case.sql
ALTER TABLE members ADD COLUMN IF NOT EXISTS email text;
ALTER TABLE members ADD COLUMN b text;
CREATE VIEW v AS SELECT id FROM late;
CREATE TRIGGER t BEFORE INSERT ON other FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE other ADD COLUMN feeling mood;
ALTER TABLE other ADD FOREIGN KEY (id) REFERENCES app."Shops" (id);
INSERT INTO settings (a) VALUES (1) ON CONFLICT DO NOTHING;
GRANT SELECT ON granted TO someone;
CREATE INDEX IF NOT EXISTS i ON indexed (a);
ALTER TABLE other ALTER COLUMN fresh SET DEFAULT 1;
DROP VIEW seen;
SELECT 1;
-- staged: supabase/migrations/20250601000000_later.sql
CREATE TABLE members (id int);
CREATE TABLE late (id int);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE app."Shops" (id int PRIMARY KEY);
CREATE TABLE settings (a int UNIQUE);
CREATE TABLE granted (a int);
CREATE TABLE indexed (a int);
ALTER TABLE other ADD COLUMN fresh int;
CREATE VIEW seen AS SELECT 1 AS a;
