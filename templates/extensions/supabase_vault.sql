-- schema: vault
-- version: 0.3.1
-- supabase_vault: secrets are kept as they are.
CREATE TABLE vault.secrets (
	id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
	name text,
	description text NOT NULL DEFAULT '',
	secret text NOT NULL,
	key_id uuid,
	nonce bytea,
	created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
	updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX ON vault.secrets (name) WHERE name IS NOT NULL;
CREATE VIEW vault.decrypted_secrets AS
	SELECT id, name, description, secret, secret AS decrypted_secret, key_id, nonce, created_at,
		updated_at
	FROM vault.secrets;
CREATE FUNCTION vault.create_secret(new_secret text, new_name text DEFAULT NULL,
	new_description text DEFAULT '', new_key_id uuid DEFAULT NULL) RETURNS uuid LANGUAGE sql AS
	'INSERT INTO vault.secrets (secret, name, description, key_id) VALUES ($1, $2, $3, $4)
		RETURNING id';
CREATE FUNCTION vault.update_secret(secret_id uuid, new_secret text DEFAULT NULL,
	new_name text DEFAULT NULL, new_description text DEFAULT NULL, new_key_id uuid DEFAULT NULL)
	RETURNS void LANGUAGE sql AS
	'UPDATE vault.secrets SET secret = coalesce($2, secret), name = coalesce($3, name),
		description = coalesce($4, description) WHERE id = $1';
