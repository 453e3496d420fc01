-- merged: migrations/10_add_users.up.sql
CREATE TABLE users (id bigint);
-- merged: flyway/V1.10__add_users.sql
CREATE TABLE users (id bigint);
-- staged: migrations/9_add_orders.up.sql
CREATE TABLE orders (id bigint);
-- staged: migrations/9_add_orders.down.sql
DROP TABLE orders;
-- staged: flyway/V1.9__add_orders.sql
CREATE TABLE orders (id bigint);
