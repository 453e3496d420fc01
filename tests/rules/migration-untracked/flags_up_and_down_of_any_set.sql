-- merged: .mighook.yaml
sets: [{path: db, runner: supabase, down: 'undo/{name}.sql'}, {path: db/inner, runner: golang-migrate}]
-- merged: db/20250101000000_a.sql
SELECT 1;
-- merged: db/inner/1_a.up.sql
SELECT 1;
-- untracked: db/20250102000000_b.sql
SELECT 1;
-- untracked: db/inner/2_b.down.sql
SELECT 1;
-- untracked: undo/20250101000000_a.sql
SELECT 1;
-- untracked: elsewhere/20250101000000_a.sql
SELECT 1;
