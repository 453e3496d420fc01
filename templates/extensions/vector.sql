-- version: 0.8.0
-- pgvector: types that hold their text; distances are 0; indexes are hash indexes by another name.
CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER hashhandler;
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
CREATE FUNCTION bit_hash(bit) RETURNS integer
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT hashtext($1::text)';
CREATE FUNCTION hamming_distance(bit, bit) RETURNS double precision
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
CREATE FUNCTION jaccard_distance(bit, bit) RETURNS double precision
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
CREATE OPERATOR <~> (LEFTARG = bit, RIGHTARG = bit, FUNCTION = hamming_distance, COMMUTATOR = <~>);
CREATE OPERATOR <%> (LEFTARG = bit, RIGHTARG = bit, FUNCTION = jaccard_distance, COMMUTATOR = <%>);

DO $types$
DECLARE
	type text;
	method text;
	class text;
BEGIN
	FOREACH type IN ARRAY ARRAY['vector', 'halfvec', 'sparsevec'] LOOP
		EXECUTE format($sql$
			CREATE TYPE %1$s;
			CREATE FUNCTION %1$s_in(cstring, oid, integer) RETURNS %1$s
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
			CREATE FUNCTION %1$s_out(%1$s) RETURNS cstring
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
			CREATE FUNCTION %1$s_typmod_in(cstring[]) RETURNS integer
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'varchartypmodin';
			CREATE FUNCTION %1$s_typmod_out(integer) RETURNS cstring
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'varchartypmodout';
			CREATE TYPE %1$s (INPUT = %1$s_in, OUTPUT = %1$s_out, TYPMOD_IN = %1$s_typmod_in,
				TYPMOD_OUT = %1$s_typmod_out, STORAGE = external);
			CREATE FUNCTION %1$s_hash(%1$s) RETURNS integer
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashvarlena';
			CREATE FUNCTION %1$s_eq(%1$s, %1$s) RETURNS boolean
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteaeq';
			CREATE FUNCTION %1$s_ne(%1$s, %1$s) RETURNS boolean
				LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'byteane';
			CREATE FUNCTION %1$s_lt(%1$s, %1$s) RETURNS boolean
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT false';
			CREATE FUNCTION %1$s_cmp(%1$s, %1$s) RETURNS integer
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0';
			CREATE FUNCTION l2_distance(%1$s, %1$s) RETURNS double precision
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
			CREATE FUNCTION inner_product(%1$s, %1$s) RETURNS double precision
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
			CREATE FUNCTION %1$s_negative_inner_product(%1$s, %1$s) RETURNS double precision
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
			CREATE FUNCTION cosine_distance(%1$s, %1$s) RETURNS double precision
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
			CREATE FUNCTION l1_distance(%1$s, %1$s) RETURNS double precision
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
			CREATE FUNCTION l2_normalize(%1$s) RETURNS %1$s
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
			CREATE FUNCTION vector_dims(%1$s) RETURNS integer
				LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0';
			CREATE OPERATOR <-> (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = l2_distance,
				COMMUTATOR = <->);
			CREATE OPERATOR <#> (LEFTARG = %1$s, RIGHTARG = %1$s,
				FUNCTION = %1$s_negative_inner_product, COMMUTATOR = <#>);
			CREATE OPERATOR <=> (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = cosine_distance,
				COMMUTATOR = <=>);
			CREATE OPERATOR <+> (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = l1_distance,
				COMMUTATOR = <+>);
			CREATE OPERATOR = (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = %1$s_eq,
				COMMUTATOR = =, NEGATOR = <>);
			CREATE OPERATOR <> (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = %1$s_ne,
				COMMUTATOR = <>, NEGATOR = =);
			CREATE OPERATOR < (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = %1$s_lt);
			CREATE OPERATOR CLASS %1$s_ops DEFAULT FOR TYPE %1$s USING btree AS
				OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 %1$s_cmp(%1$s, %1$s);
		$sql$, type);
	END LOOP;
	FOREACH method IN ARRAY ARRAY['ivfflat', 'hnsw'] LOOP
		FOREACH type IN ARRAY ARRAY['vector', 'halfvec', 'sparsevec'] LOOP
			FOREACH class IN ARRAY ARRAY['l2', 'ip', 'cosine', 'l1'] LOOP
				EXECUTE format('CREATE OPERATOR CLASS %1$s_%2$s_ops %3$s FOR TYPE %1$s USING %4$s '
					'AS FUNCTION 1 %1$s_hash(%1$s)', type, class,
					CASE WHEN class = 'l2' AND method = 'ivfflat' THEN 'DEFAULT' ELSE '' END, method);
			END LOOP;
		END LOOP;
		EXECUTE format('CREATE OPERATOR CLASS bit_hamming_ops FOR TYPE bit USING %s AS '
			'FUNCTION 1 bit_hash(bit)', method);
	END LOOP;
END
$types$;

CREATE FUNCTION vector_norm(vector) RETURNS double precision
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT 0::float8';
CREATE FUNCTION subvector(vector, integer, integer) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
CREATE FUNCTION vector_add(vector, vector) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
CREATE FUNCTION vector_sub(vector, vector) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
CREATE FUNCTION vector_mul(vector, vector) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
CREATE OPERATOR + (LEFTARG = vector, RIGHTARG = vector, FUNCTION = vector_add, COMMUTATOR = +);
CREATE OPERATOR - (LEFTARG = vector, RIGHTARG = vector, FUNCTION = vector_sub);
CREATE OPERATOR * (LEFTARG = vector, RIGHTARG = vector, FUNCTION = vector_mul, COMMUTATOR = *);
CREATE AGGREGATE avg(vector) (SFUNC = vector_add, STYPE = vector);
CREATE AGGREGATE sum(vector) (SFUNC = vector_add, STYPE = vector);
CREATE FUNCTION array_to_vector(integer[], integer, boolean) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT array_to_json($1)::text::@extschema@.vector';
CREATE FUNCTION array_to_vector(real[], integer, boolean) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT array_to_json($1)::text::@extschema@.vector';
CREATE FUNCTION array_to_vector(double precision[], integer, boolean) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT array_to_json($1)::text::@extschema@.vector';
CREATE FUNCTION array_to_vector(numeric[], integer, boolean) RETURNS vector
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT array_to_json($1)::text::@extschema@.vector';
CREATE FUNCTION vector_to_float4(vector, integer, boolean) RETURNS real[]
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT translate($1::text, '[]', '{}')::real[]$$;
CREATE CAST (integer[] AS vector) WITH FUNCTION array_to_vector(integer[], integer, boolean) AS ASSIGNMENT;
CREATE CAST (real[] AS vector) WITH FUNCTION array_to_vector(real[], integer, boolean) AS ASSIGNMENT;
CREATE CAST (double precision[] AS vector)
	WITH FUNCTION array_to_vector(double precision[], integer, boolean) AS ASSIGNMENT;
CREATE CAST (numeric[] AS vector) WITH FUNCTION array_to_vector(numeric[], integer, boolean) AS ASSIGNMENT;
CREATE CAST (vector AS real[]) WITH FUNCTION vector_to_float4(vector, integer, boolean) AS IMPLICIT;
CREATE CAST (vector AS halfvec) WITH INOUT AS ASSIGNMENT;
CREATE CAST (halfvec AS vector) WITH INOUT AS IMPLICIT;
CREATE CAST (vector AS sparsevec) WITH INOUT AS IMPLICIT;
CREATE CAST (sparsevec AS vector) WITH INOUT AS ASSIGNMENT;
