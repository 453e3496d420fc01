-- staged: .mighook.yaml
rules: {rollback-missing: error}
-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000001_add_users.down.sql bytes
-- nothing\r\n
-- staged: migrations/000002_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- staged: migrations/000002_add_orders.down.sql bytes
BEGIN;\r
-- TODO: Add your rollback code here\r
COMMIT;\r\n
