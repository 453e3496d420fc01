-- merged: migrations/0001_a.sql
ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
-- merged: migrations/0002_b.sql
ALTER TABLE users VALIDATE CONSTRAINT c;
-- staged: migrations/0003_c.sql
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT IF EXISTS c;
