-- merged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- branch: migrations/000002_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- branch: migrations/000002_add_orders.down.sql
DROP TABLE orders;
-- deleted: migrations/000002_add_orders.up.sql
