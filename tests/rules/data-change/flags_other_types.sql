-- staged: .mighook.yaml
sets: [{path: supabase/migrations, runner: supabase, name: '^(?<version>\d{14})_(?<type>create|seed|fix)_(?<description>[a-z0-9_]+)\.sql$'}]
rules: {data-change: {severity: error, types: [seed, fix]}}
-- staged: supabase/migrations/20250501000000_create_a.sql
INSERT INTO roles (name) VALUES ('a') ON CONFLICT DO NOTHING;
-- staged: supabase/migrations/20250501000001_seed_a.sql
INSERT INTO roles (name) VALUES ('a') ON CONFLICT DO NOTHING;
