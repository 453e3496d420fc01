-- staged: db/migrations/0001_a.sql
ALTER TABLE users ADD COLUMN full_name text;
UPDATE users SET full_name = first || last WHERE first IS NOT NULL;
-- staged: supabase/migrations/20250501000000_case.sql
BEGIN;
ALTER TABLE users ADD COLUMN full_name text;
UPDATE other SET full_name = first || last WHERE first IS NOT NULL;
COMMIT;
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE users SET active = true; $$;
UPDATE users SET name = v.name FROM (VALUES (1, 'a')) v (id, name) WHERE v.id = users.id;
