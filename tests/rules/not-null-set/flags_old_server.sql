-- staged: .mighook.yaml
postgres: 11
-- staged: migrations/0002_b.sql
ALTER TABLE users VALIDATE CONSTRAINT c;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
