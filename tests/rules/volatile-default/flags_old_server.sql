-- staged: .mighook.yaml
postgres: 10
-- staged: migrations/0002_b.sql
ALTER TABLE users ADD COLUMN a int DEFAULT 1;
