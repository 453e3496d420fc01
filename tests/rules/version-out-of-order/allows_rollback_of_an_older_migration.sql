-- merged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- merged: migrations/000002_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- staged: migrations/000001_add_users.down.sql
DROP TABLE users;
