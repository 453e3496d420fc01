-- merged: migrations/2025-01-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/2025-05-01-000000_add_orders/down.sql
DROP TABLE orders;
