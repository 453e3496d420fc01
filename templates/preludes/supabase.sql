-- What migrations of a project at Supabase find before the first of them runs: roles, schemas, the
-- tables and functions of the platform that policies, triggers and foreign keys speak of. It says
-- what is there and of which type; it does nothing. It may run where parts of it are there already.

DO $roles$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'authenticator', 'postgres',
		'supabase_admin', 'supabase_auth_admin', 'supabase_storage_admin', 'supabase_functions_admin',
		'supabase_realtime_admin', 'supabase_replication_admin', 'supabase_read_only_user',
		'dashboard_user', 'pgbouncer']
	LOOP
		IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
			EXECUTE format('CREATE ROLE %I NOLOGIN', name);
			IF name = 'service_role' AND current_setting('is_superuser')::boolean THEN
				ALTER ROLE service_role BYPASSRLS;
			END IF;
		END IF;
	END LOOP;
END
$roles$;

CREATE SCHEMA IF NOT EXISTS auth;
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE SCHEMA IF NOT EXISTS graphql;
CREATE SCHEMA IF NOT EXISTS graphql_public;
CREATE SCHEMA IF NOT EXISTS realtime;
CREATE SCHEMA IF NOT EXISTS storage;
CREATE SCHEMA IF NOT EXISTS supabase_functions;
CREATE SCHEMA IF NOT EXISTS vault;

-- What a server does not have, or lets this user not create, is left to fail where it is used.
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA extensions;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA extensions;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS pgjwt WITH SCHEMA extensions;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS pg_graphql WITH SCHEMA graphql;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;
DO $extension$
BEGIN
	CREATE EXTENSION IF NOT EXISTS supabase_vault WITH SCHEMA vault;
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
END
$extension$;

-- auth
CREATE TABLE IF NOT EXISTS auth.users (
	instance_id uuid,
	id uuid NOT NULL PRIMARY KEY,
	aud varchar(255),
	role varchar(255),
	email varchar(255),
	encrypted_password varchar(255),
	email_confirmed_at timestamptz,
	invited_at timestamptz,
	confirmation_token varchar(255),
	confirmation_sent_at timestamptz,
	recovery_token varchar(255),
	recovery_sent_at timestamptz,
	email_change_token_new varchar(255),
	email_change varchar(255),
	email_change_sent_at timestamptz,
	last_sign_in_at timestamptz,
	raw_app_meta_data jsonb,
	raw_user_meta_data jsonb,
	is_super_admin boolean,
	created_at timestamptz,
	updated_at timestamptz,
	phone text UNIQUE DEFAULT NULL,
	phone_confirmed_at timestamptz,
	phone_change text DEFAULT '',
	phone_change_token varchar(255) DEFAULT '',
	phone_change_sent_at timestamptz,
	confirmed_at timestamptz GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
	email_change_token_current varchar(255) DEFAULT '',
	email_change_confirm_status smallint DEFAULT 0,
	banned_until timestamptz,
	reauthentication_token varchar(255) DEFAULT '',
	reauthentication_sent_at timestamptz,
	is_sso_user boolean NOT NULL DEFAULT false,
	deleted_at timestamptz,
	is_anonymous boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS auth.identities (
	id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
	provider_id text NOT NULL,
	user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
	identity_data jsonb NOT NULL,
	provider text NOT NULL,
	last_sign_in_at timestamptz,
	created_at timestamptz,
	updated_at timestamptz,
	email text GENERATED ALWAYS AS (lower(identity_data ->> 'email')) STORED,
	UNIQUE (provider_id, provider)
);
CREATE TABLE IF NOT EXISTS auth.sessions (
	id uuid NOT NULL PRIMARY KEY,
	user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE,
	created_at timestamptz,
	updated_at timestamptz,
	not_after timestamptz
);
CREATE OR REPLACE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS
	$$SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb$$;
CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
	$$SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid$$;
CREATE OR REPLACE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS
	$$SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'$$;
CREATE OR REPLACE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS
	$$SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'$$;

-- storage
CREATE TABLE IF NOT EXISTS storage.buckets (
	id text NOT NULL PRIMARY KEY,
	name text NOT NULL UNIQUE,
	owner uuid,
	created_at timestamptz DEFAULT now(),
	updated_at timestamptz DEFAULT now(),
	public boolean DEFAULT false,
	avif_autodetection boolean DEFAULT false,
	file_size_limit bigint,
	allowed_mime_types text[],
	owner_id text
);
CREATE TABLE IF NOT EXISTS storage.objects (
	id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
	bucket_id text REFERENCES storage.buckets,
	name text,
	owner uuid,
	created_at timestamptz DEFAULT now(),
	updated_at timestamptz DEFAULT now(),
	last_accessed_at timestamptz DEFAULT now(),
	metadata jsonb,
	path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED,
	version text,
	owner_id text,
	user_metadata jsonb,
	UNIQUE (bucket_id, name)
);
ALTER TABLE storage.buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
CREATE OR REPLACE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE sql IMMUTABLE AS
	$$SELECT trim_array(string_to_array(name, '/'), 1)$$;
CREATE OR REPLACE FUNCTION storage.filename(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$SELECT reverse(split_part(reverse(name), '/', 1))$$;
CREATE OR REPLACE FUNCTION storage.extension(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$SELECT reverse(split_part(reverse(name), '.', 1))$$;

-- realtime
CREATE TABLE IF NOT EXISTS realtime.messages (
	topic text NOT NULL,
	extension text NOT NULL,
	payload jsonb,
	event text,
	private boolean DEFAULT false,
	updated_at timestamp NOT NULL DEFAULT now(),
	inserted_at timestamp NOT NULL DEFAULT now(),
	id uuid NOT NULL DEFAULT gen_random_uuid(),
	PRIMARY KEY (id, inserted_at)
);
ALTER TABLE realtime.messages ENABLE ROW LEVEL SECURITY;
CREATE OR REPLACE FUNCTION realtime.topic() RETURNS text LANGUAGE sql STABLE AS
	$$SELECT nullif(current_setting('realtime.topic', true), '')$$;
CREATE OR REPLACE FUNCTION realtime.send(payload jsonb, event text, topic text,
	private boolean DEFAULT true) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE OR REPLACE FUNCTION realtime.broadcast_changes(topic_name text, event_name text,
	operation text, table_name text, table_schema text, new record, old record,
	level text DEFAULT 'ROW') RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
DO $publication$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = 'supabase_realtime') THEN
		CREATE PUBLICATION supabase_realtime;
	END IF;
END
$publication$;

-- webhooks
CREATE OR REPLACE FUNCTION supabase_functions.http_request() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN RETURN new; END';

GRANT USAGE ON SCHEMA public, auth, extensions, storage, realtime TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
