-- staged: .mighook.yaml
sets:
  - {path: app/migrations, runner: plain}
  - {path: audit/migrations, runner: plain, version: sequence}
-- staged: app/migrations/99999999_add_users.sql
CREATE TABLE users (id bigint);
-- staged: app/migrations/2099_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: audit/migrations/20990101_add_log.sql
CREATE TABLE log (id bigint);
