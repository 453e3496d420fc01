-- merged: .mighook.yaml
version: 1
rules: {schema-drift: {severity: warning}}
-- merged: db/migrations/001_people.up.sql
CREATE TABLE people (name text, age int);
-- merged: schema.sql
CREATE TABLE public.people (age integer, name text);
CREATE TABLE public.pets (name text);
