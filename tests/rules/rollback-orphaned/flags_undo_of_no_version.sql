-- staged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/U1.1__add_orders.sql
DROP TABLE orders;
