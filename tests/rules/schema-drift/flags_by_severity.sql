-- merged: .mighook.yaml
version: 1
rules: {schema-drift: {order-only: info, comment-only: warning}}
-- merged: db/migrations/001_people.up.sql
CREATE TABLE people (name text, age int);
CREATE TABLE pets (name text);
COMMENT ON COLUMN pets.name IS 'as it is called';
-- merged: schema.sql
CREATE TABLE public.people (age integer, name text);
CREATE TABLE public.pets (name text);
