-- merged: schema.sql
-- nothing
-- merged: db/structure.sql
-- nothing
-- branch: supabase/migrations/20250201000000_add_users.sql
CREATE TABLE users (id bigint);
-- branch: db/migrations/0001_add_users.sql
CREATE TABLE users (id bigint);
-- staged: schema.sql
CREATE TABLE users (id bigint, name text);
-- staged: supabase/migrations/20250201000000_add_users.sql
CREATE TABLE users (id bigint, name text);
-- staged: db/structure.sql
-- still nothing
-- deleted: db/migrations/0001_add_users.sql
