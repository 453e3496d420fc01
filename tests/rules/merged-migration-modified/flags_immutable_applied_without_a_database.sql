-- merged: .mighook.yaml
sets:
  - {path: strict/migrations, runner: supabase, immutable: applied}
  - {path: loose/migrations, runner: supabase, immutable: off}
-- merged: strict/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- merged: loose/migrations/20250101000000_add_users.sql
CREATE TABLE users (id bigint);
-- staged: strict/migrations/20250101000000_add_users.sql
CREATE TABLE users (id int);
-- staged: loose/migrations/20250101000000_add_users.sql
CREATE TABLE users (id int);
