-- merged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, snapshot: db/all.sql}]
-- merged: db/all.sql
-- nothing
-- merged: supabase/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: db/all.sql
CREATE TABLE users (id bigint);
-- staged: supabase/migrations/README.md
How to write one.
