-- merged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, manifest: manifest.yaml, archive: archive}]
-- merged: supabase/migrations/0001_users.sql
CREATE TABLE users (id bigint);
-- merged: supabase/migrations/0002_orders.sql
CREATE TABLE orders (id bigint);
-- merged: supabase/migrations/0003_items.sql
CREATE TABLE items (id bigint);
-- merged: supabase/migrations/0004_notes.sql
CREATE TABLE notes (id bigint);
-- staged: manifest.yaml
version: "1.0"
squash_points: [{version: "0001_baseline", replaces: ["0001", "...", "0003"]}]
-- staged: supabase/migrations/0001_baseline.sql
CREATE TABLE users (id bigint);
CREATE TABLE orders (id bigint);
CREATE TABLE items (id bigint);
CREATE TABLE notes (id bigint);
-- staged: archive/migrations_20250601/0001_users.sql
CREATE TABLE users (id bigint);
-- staged: archive/migrations_20250601/0002_orders.sql
CREATE TABLE orders (id int);
-- staged: archive/migrations_20250601/0004_notes.sql
CREATE TABLE notes (id bigint);
-- deleted: supabase/migrations/0001_users.sql
-- deleted: supabase/migrations/0002_orders.sql
-- deleted: supabase/migrations/0003_items.sql
-- deleted: supabase/migrations/0004_notes.sql
