-- merged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- merged: flyway/R__user_names.sql
CREATE OR REPLACE VIEW user_names AS SELECT id FROM users;
-- deleted: flyway/R__user_names.sql
