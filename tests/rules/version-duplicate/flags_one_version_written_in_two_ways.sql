-- merged: flyway/V1.1__add_users.sql
CREATE TABLE users (id bigint);
-- merged: diesel/2025-01-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: flyway/V1_1__add_orders.sql
CREATE TABLE orders (id bigint);
-- staged: diesel/20250101000000_add_orders/up.sql
CREATE TABLE orders (id bigint);
