-- merged: migrations/0001_a.sql
CREATE TABLE users (a varchar(10), b varchar(10), c numeric(5, 2), d decimal(5), e int, f text, g "Mixed"."Type");
-- staged: migrations/0001_a.sql
CREATE TABLE users (a varchar(10), b varchar(10), c numeric(5, 2), d decimal(5), e int, f text, g "Mixed"."Type"); -- edited
-- staged: migrations/0002_b.sql
ALTER TABLE users ALTER a TYPE character varying(255), ALTER b TYPE text, ALTER c TYPE numeric(10, 2);
ALTER TABLE public.users ALTER d TYPE numeric(10, 0), ALTER e TYPE integer, ALTER f TYPE varchar, ALTER g TYPE "Mixed"."Type";
