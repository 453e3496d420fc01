-- merged: migrations/2025-01-01-000000_add_users/up.sql
CREATE TABLE users (id bigint);
-- merged: migrations/2025-01-01-000000_add_users/down.sql
DROP TABLE users;
-- merged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- merged: flyway/U1__add_users.sql
DROP TABLE users;
-- deleted: migrations/2025-01-01-000000_add_users/up.sql
-- deleted: migrations/2025-01-01-000000_add_users/down.sql
-- deleted: flyway/U1__add_users.sql
