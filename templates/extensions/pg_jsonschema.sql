-- version: 0.3.3
-- pg_jsonschema: everything is valid.
CREATE FUNCTION json_matches_schema(schema json, instance json) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT AS 'SELECT true';
CREATE FUNCTION jsonb_matches_schema(schema json, instance jsonb) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT AS 'SELECT true';
CREATE FUNCTION jsonschema_is_valid(schema json) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT AS 'SELECT true';
