-- staged: migrations/2025-05-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/2025-05-01-000000_add_users/down.sql mode=100755
DROP TABLE users;
