-- staged: golang/migrations/1_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: golang/migrations/1_add_users.down.sql
DROP TABLE users;
-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/20250501000000_add_users.down.sql
DROP TABLE users;
-- staged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/U1__drop_users.sql
DROP TABLE users;
-- staged: flyway/B1__base.sql
CREATE TABLE users (id bigint);
-- staged: flyway/R__user_names.sql
SELECT 1;
-- staged: flyway/R__order_names.sql
SELECT 1;
-- staged: diesel/2025-05-01-000000-0000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: diesel/2025-05-01-000000-0001_add_orders/up.sql
CREATE TABLE orders (id bigint);
