-- merged: .mighook.yaml
sets:
  - {path: app/migrations, runner: plain, snapshot: schema.sql}
  - {path: audit/migrations, runner: plain, snapshot: schema.sql}
-- merged: schema.sql
-- nothing
-- merged: app/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: audit/migrations/0001_add_log.sql
CREATE TABLE log (id bigint);
-- staged: schema.sql
CREATE TABLE log (id bigint);
