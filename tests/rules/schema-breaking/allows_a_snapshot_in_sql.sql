-- merged: .mighook.yaml
rules: {schema-breaking: error}
-- merged: supabase/schema.sql
CREATE TABLE users (id bigint, name text);
-- staged: supabase/schema.sql
CREATE TABLE users (id bigint);
