-- staged: supabase/migrations/20250501000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: db/migrations/20250501000000_Add_Users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/a/V1__add_users.sql
CREATE TABLE users (id bigint);
-- staged: flyway/b/V2__Add_Users.sql
CREATE TABLE orders (id bigint);
