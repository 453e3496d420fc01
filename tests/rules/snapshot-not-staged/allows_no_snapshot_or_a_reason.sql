-- merged: schema.sql
-- nothing
-- merged: .mighook.yaml
sets:
  - {path: app/migrations, runner: plain, snapshot: none}
  - {path: audit/migrations, runner: plain, snapshot: schema.sql}
-- staged: app/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: audit/migrations/0001_fill_log.sql bytes
-- mighook: allow snapshot-not-staged it changes rows only\r
INSERT INTO log VALUES (1);\r\n
