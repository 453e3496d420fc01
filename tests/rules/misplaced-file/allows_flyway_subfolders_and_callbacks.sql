-- staged: db/migration/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: db/migration/orders/V2__add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: db/migration/orders/V2__add_orders.sql.conf
executeInTransaction=false
-- staged: db/migration/afterMigrate.sql
SELECT 1;
