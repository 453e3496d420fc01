-- merged: migrations/1_add_users.up.sql
CREATE TABLE users (id bigint);
-- merged: migrations/1_add_users.down.sql
DROP TABLE users;
-- staged: migrations/0001_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- staged: migrations/0001_add_orders.down.sql
DROP TABLE orders;
-- staged: migrations/001_add_items.up.sql
CREATE TABLE items (id bigint);
