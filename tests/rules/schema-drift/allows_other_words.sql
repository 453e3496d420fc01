-- merged: db/migrations/001_people.up.sql
CREATE TABLE people (id serial PRIMARY KEY, kind varchar(10) CHECK (kind IN ('a', 'b')), "Full Name" text DEFAULT lower('X'));
CREATE INDEX by_kind ON people (kind);
ALTER TABLE people OWNER TO CURRENT_USER;
-- merged: schema.sql bytes
-- Dumped from database version 17.2\r
SET statement_timeout = 0;\r
SET transaction_timeout = 0;\r
CREATE SEQUENCE public.people_id_seq AS integer;\r
CREATE TABLE public.people (\r
	id integer DEFAULT nextval('public.people_id_seq'::regclass) NOT NULL,\r
	kind character varying(10),\r
	"Full Name" text DEFAULT lower('X'::text),\r
	CONSTRAINT people_kind_check CHECK (kind::text = ANY (ARRAY['a'::varchar::text, 'b'::varchar::text])),\r
	CONSTRAINT people_pkey PRIMARY KEY (id)\r
);\r
ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;\r
CREATE INDEX by_kind ON public.people USING btree (kind);\r
