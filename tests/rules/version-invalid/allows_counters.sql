-- staged: .mighook.yaml
sets:
  - {path: app/migrations, runner: plain}
  - {path: audit/migrations, runner: plain, version: sequence}
-- staged: app/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: app/migrations/21001301_add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: app/migrations/2025130100_add_items.sql
CREATE TABLE items (id bigint);
-- staged: audit/migrations/20251301_add_log.sql
CREATE TABLE log (id bigint);
