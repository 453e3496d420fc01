-- merged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, snapshot: none}]
-- merged: schema.sql
-- nothing
-- merged: docs/schema.sql
-- nothing
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: schema.sql
CREATE TABLE users (id bigint);
-- staged: docs/schema.sql
CREATE TABLE users (id bigint);
