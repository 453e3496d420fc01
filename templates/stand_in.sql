-- Creates an extension that the server does not have from what stands in for it. Written in one
-- line where CREATE EXTENSION stood, with constants for the words between "@": without comments.
DO $mighook$
DECLARE
	given CONSTANT name := @name@;
	wanted name := coalesce(@schema@, @fixed@, pg_catalog.current_schema());
	path CONSTANT text := pg_catalog.current_setting('search_path');
	extension oid;
BEGIN
	IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = given) THEN
		IF NOT @guarded@ THEN
			RAISE 'extension "%" already exists', given USING ERRCODE = 'duplicate_object';
		END IF;
		RETURN;
	END IF;
	IF wanted IS NULL THEN
		RAISE 'no schema has been selected to create in' USING ERRCODE = 'invalid_schema_name';
	END IF;
	IF @fixed@ IS NOT NULL AND pg_catalog.to_regnamespace(@fixed@) IS NULL THEN
		EXECUTE pg_catalog.format('CREATE SCHEMA %I', @fixed@);
	END IF;
	extension := pg_catalog.pg_nextoid('pg_catalog.pg_extension', 'oid',
		'pg_catalog.pg_extension_oid_index');
	INSERT INTO pg_catalog.pg_extension (oid, extname, extowner, extnamespace, extrelocatable,
		extversion)
	VALUES (extension, given, pg_catalog.quote_ident(current_user)::pg_catalog.regrole,
		pg_catalog.quote_ident(wanted)::pg_catalog.regnamespace, @fixed@ IS NULL, @version@);
	INSERT INTO pg_catalog.pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid,
		deptype)
	VALUES ('pg_catalog.pg_extension'::pg_catalog.regclass, extension, 0,
		'pg_catalog.pg_namespace'::pg_catalog.regclass,
		pg_catalog.quote_ident(wanted)::pg_catalog.regnamespace, 0, 'n');
	PERFORM pg_catalog.set_config('search_path', pg_catalog.quote_ident(wanted), true);
	EXECUTE pg_catalog.replace(@body@, '@extschema@', pg_catalog.quote_ident(wanted));
	PERFORM pg_catalog.set_config('search_path', path, true);
	INSERT INTO pg_catalog.pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid,
		deptype)
	SELECT made.catalog::pg_catalog.regclass, made.oid, 0,
		'pg_catalog.pg_extension'::pg_catalog.regclass, extension, 0, 'e'
	FROM (
		SELECT 'pg_catalog.pg_class', oid FROM pg_catalog.pg_class
		WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
		UNION ALL SELECT 'pg_catalog.pg_type', t.oid FROM pg_catalog.pg_type t
		LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
		WHERE t.typcategory <> 'A' AND coalesce(c.relkind = 'c', true)
		UNION ALL SELECT 'pg_catalog.pg_proc', oid FROM pg_catalog.pg_proc
		UNION ALL SELECT 'pg_catalog.pg_operator', oid FROM pg_catalog.pg_operator
		UNION ALL SELECT 'pg_catalog.pg_opclass', oid FROM pg_catalog.pg_opclass
		UNION ALL SELECT 'pg_catalog.pg_opfamily', oid FROM pg_catalog.pg_opfamily
		UNION ALL SELECT 'pg_catalog.pg_am', oid FROM pg_catalog.pg_am
		UNION ALL SELECT 'pg_catalog.pg_cast', oid FROM pg_catalog.pg_cast
		UNION ALL SELECT 'pg_catalog.pg_namespace', oid FROM pg_catalog.pg_namespace
	) AS made (catalog, oid)
	WHERE made.oid > extension;
END
$mighook$;
