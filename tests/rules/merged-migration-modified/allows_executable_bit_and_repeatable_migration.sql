-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: flyway/V1__add_users.sql
CREATE TABLE users (id bigint);
-- merged: flyway/R__user_names.sql
CREATE OR REPLACE VIEW user_names AS SELECT id FROM users;
-- staged: supabase/migrations/20250101000000_add_users.sql mode=100755
CREATE TABLE users (id bigint);
-- staged: flyway/R__user_names.sql
CREATE OR REPLACE VIEW user_names AS SELECT id, id + 1 AS next FROM users;
