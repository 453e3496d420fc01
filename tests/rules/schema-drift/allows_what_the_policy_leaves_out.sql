-- merged: .mighook.yaml
version: 1
rules: {schema-drift: {comment-only: "off"}}
-- merged: db/migrations/001_people.up.sql
CREATE TABLE people (name text);
COMMENT ON TABLE people IS 'who is there';
-- merged: schema.sql
CREATE TABLE public.people (name text);
