-- version: 0.2.0
-- pgjwt: tokens that nobody accepts.
CREATE FUNCTION url_encode(data bytea) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$SELECT translate(encode(data, 'base64'), E'+/=\n', '-_')$$;
CREATE FUNCTION url_decode(data text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT ''::bytea$$;
CREATE FUNCTION algorithm_sign(signables text, secret text, algorithm text) RETURNS text
	LANGUAGE sql IMMUTABLE AS $$SELECT ''$$;
CREATE FUNCTION sign(payload json, secret text, algorithm text DEFAULT 'HS256') RETURNS text
	LANGUAGE sql IMMUTABLE AS $$SELECT ''$$;
CREATE FUNCTION try_cast_double(inp text) RETURNS double precision LANGUAGE sql IMMUTABLE AS
	'SELECT NULL::float8';
CREATE FUNCTION verify(token text, secret text, algorithm text DEFAULT 'HS256')
	RETURNS TABLE (header json, payload json, valid boolean)
	LANGUAGE sql IMMUTABLE AS 'SELECT NULL::json, NULL::json, false';
