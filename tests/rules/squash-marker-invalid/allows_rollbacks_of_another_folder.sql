-- merged: .mighook.yaml
sets: [{path: db, runner: flyway, archive: db/old, name: '^(?<version>[0-9]+)_.*[.]sql$', down: 'rollback/{name}.rollback.sql'}]
-- staged: db/0001_baseline_v1.sql
-- SQUASH_BASELINE: 2025-06-01
-- SQUASH_COUNT: 1
-- SQUASH_HASH: sha256:2835ea35e4d65c9d8063930479767a4f56df40c1da83278a73f04564953fa5d4
CREATE TABLE users (id bigint);
-- staged: db/old/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: db/old/migrations_20250601/rollback/0001_users.rollback.sql
DROP TABLE users;
-- staged: db/old/migrations_20250602/0001_users.sql
SELECT 1;
