-- schema: pgsodium
-- version: 3.1.8
-- pgsodium: keys without a secret; what is encrypted stays as it is.
CREATE TYPE pgsodium.key_status AS ENUM ('default', 'valid', 'invalid', 'expired');
CREATE TYPE pgsodium.key_type AS ENUM ('aead-ietf', 'aead-det', 'hmacsha512', 'hmacsha256', 'auth',
	'shorthash', 'generichash', 'kdf', 'secretbox', 'secretstream', 'stream_xchacha20');
CREATE TABLE pgsodium.key (
	id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
	status pgsodium.key_status DEFAULT 'valid',
	created timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
	expires timestamptz,
	key_type pgsodium.key_type,
	key_id bigserial,
	key_context bytea DEFAULT 'pgsodium'::bytea,
	name text UNIQUE,
	associated_data text DEFAULT 'associated',
	comment text
);
CREATE VIEW pgsodium.valid_key AS
	SELECT id, name, status, key_type, key_id, key_context, created, expires, associated_data
	FROM pgsodium.key WHERE status IN ('default', 'valid');
CREATE FUNCTION pgsodium.create_key(key_type pgsodium.key_type DEFAULT 'aead-det',
	name text DEFAULT NULL, associated_data text DEFAULT '', expires timestamptz DEFAULT NULL)
	RETURNS pgsodium.valid_key LANGUAGE sql AS
	'INSERT INTO pgsodium.key (key_type, name) VALUES ($1, $2) RETURNING id, name, status, key_type,
		key_id, key_context, created, expires, associated_data';
CREATE FUNCTION pgsodium.crypto_aead_det_encrypt(message bytea, additional bytea, key_uuid uuid,
	nonce bytea DEFAULT NULL) RETURNS bytea LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION pgsodium.crypto_aead_det_decrypt(message bytea, additional bytea, key_uuid uuid,
	nonce bytea DEFAULT NULL) RETURNS bytea LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION pgsodium.crypto_aead_det_noncegen() RETURNS bytea LANGUAGE sql AS
	$$SELECT ''::bytea$$;
CREATE FUNCTION pgsodium.randombytes_buf(size integer) RETURNS bytea LANGUAGE sql AS
	$$SELECT ''::bytea$$;
