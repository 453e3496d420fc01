-- staged: migrations/000001_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: migrations/000002_add_users.down.sql
DROP TABLE users;
-- staged: rust/Cargo.toml
-- staged: rust/migrations/20250501000000_add_users.up.sql
CREATE TABLE users (id bigint);
-- staged: rust/migrations/20250501000000_add_user.down.sql
DROP TABLE users;
