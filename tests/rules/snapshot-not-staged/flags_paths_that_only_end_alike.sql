-- merged: schema.sql
-- nothing
-- staged: supabase/migrations/20250501000000_baseline_schema.sql
CREATE TABLE users (id bigint);
-- staged: docs/schema.sql
CREATE TABLE users (id bigint);
-- staged: my_schema.sql
CREATE TABLE users (id bigint);
