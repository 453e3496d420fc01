-- merged: .mighook.yaml
version: 1
sets: [{path: supabase/migrations, immutable: applied}]
database: {on-commit: warn}
-- merged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id int);
-- merged: supabase/migrations/20250102000000_b.sql
CREATE TABLE b (id int);
-- applied: 20250101000000
-- staged: supabase/migrations/20250101000000_a.sql
CREATE TABLE a (id bigint);
-- staged: supabase/migrations/20250102000000_b.sql
CREATE TABLE b (id bigint);
