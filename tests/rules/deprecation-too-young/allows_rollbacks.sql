-- merged: .mighook.yaml
rules: {deprecation-too-young: {severity: error}}
-- staged: migrations/000001_users.up.sql
CREATE TABLE IF NOT EXISTS users (id bigint);
-- staged: migrations/000001_users.down.sql
DROP TABLE IF EXISTS users;
DROP TABLE IF EXISTS others;
