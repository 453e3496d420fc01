BEGIN;
ALTER TABLE users ADD COLUMN full_name text, ADD COLUMN other text;
UPDATE users SET full_name = first || last WHERE first IS NOT NULL;
COMMIT;
BEGIN;
UPDATE users SET full_name = first || last WHERE first IS NOT NULL;
COMMIT;
