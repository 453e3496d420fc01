-- staged: migrations/00000000000000_diesel_initial_setup/up.sql
SELECT 1;
-- staged: migrations/2025-05-01-000000-0001_add_users/up.sql
CREATE TABLE users (id bigint);
