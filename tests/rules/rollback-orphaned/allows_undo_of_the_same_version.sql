-- staged: flyway/V1.1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/undo/U1_1__drop_users.sql
DROP TABLE users;
