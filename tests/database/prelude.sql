-- What the corpora take for granted: what a project at Supabase has before its first migration.
-- Extensions that Debian does not package are stand-ins of the little that migrations use of them.
-- psql runs this in the database that the others are copied from; roles belong to all databases.
SET client_min_messages = error;

CREATE ROLE anon NOLOGIN;
CREATE ROLE authenticated NOLOGIN;
CREATE ROLE authenticator NOLOGIN;
CREATE ROLE service_role NOLOGIN BYPASSRLS;
CREATE ROLE supabase_admin NOLOGIN SUPERUSER;
CREATE ROLE supabase_auth_admin NOLOGIN;
CREATE ROLE supabase_storage_admin NOLOGIN;
CREATE ROLE dashboard_user NOLOGIN;

CREATE SCHEMA auth;
CREATE SCHEMA extensions;
CREATE SCHEMA graphql;
CREATE SCHEMA graphql_public;
CREATE SCHEMA realtime;
CREATE SCHEMA storage;
CREATE SCHEMA vault;

CREATE TABLE auth.users (
	id uuid PRIMARY KEY,
	email text,
	email_confirmed_at timestamptz,
	raw_user_meta_data jsonb,
	raw_app_meta_data jsonb,
	created_at timestamptz,
	updated_at timestamptz
);
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS 'SELECT NULL::text';
CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS 'SELECT NULL::text';
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS 'SELECT NULL::jsonb';
CREATE PUBLICATION supabase_realtime;

CREATE EXTENSION pgcrypto SCHEMA extensions;
CREATE EXTENSION "uuid-ossp" SCHEMA extensions;
CREATE EXTENSION pg_stat_statements SCHEMA extensions;

-- vector: text by another name, in a hash index by another name.
CREATE TYPE public.vector;
CREATE FUNCTION public.vector_in(cstring, oid, integer) RETURNS public.vector
	LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION public.vector_out(public.vector) RETURNS cstring
	LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE FUNCTION public.vector_typmod_in(cstring[]) RETURNS integer
	LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION public.vector_typmod_out(integer) RETURNS cstring
	LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE TYPE public.vector (INPUT = public.vector_in, OUTPUT = public.vector_out,
	TYPMOD_IN = public.vector_typmod_in, TYPMOD_OUT = public.vector_typmod_out);
CREATE FUNCTION public.vector_hash(public.vector) RETURNS integer
	LANGUAGE internal IMMUTABLE STRICT AS 'hashtext';
CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER hashhandler;
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
CREATE OPERATOR CLASS public.vector_cosine_ops FOR TYPE public.vector USING ivfflat AS
	FUNCTION 1 public.vector_hash(public.vector);
CREATE OPERATOR CLASS public.vector_cosine_ops FOR TYPE public.vector USING hnsw AS
	FUNCTION 1 public.vector_hash(public.vector);

-- What comes now is younger than this, see objects.sql.
CREATE SCHEMA prelude_ends_here;
