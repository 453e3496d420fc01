/* SPDX-License-Identifier: MIT */
#include "database/prelude_clear.h"

#include "database/dump_excluded.h"

/* What is in one of the schemas depends on it (PostgreSQL manual, 53.18); what an extension has
 * made is marked by 'e'. Row types, indexes and the like go with what they belong to. */
static const char drop_objects[] =
	"SET client_min_messages = error;\n"
	"DO $clear$ DECLARE one record; BEGIN\n"
	"FOR one IN SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d\n"
	"	WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.deptype = 'n'\n"
	"	AND d.refobjid = ANY ('{%s}'::oid[]) AND d.classid NOT IN\n"
	"		('pg_catalog.pg_extension'::regclass, 'pg_catalog.pg_default_acl'::regclass)\n"
	"	UNION ALL SELECT o.classid, o.objid FROM (\n"
	"		SELECT 'pg_catalog.pg_event_trigger'::regclass AS classid, oid AS objid\n"
	"			FROM pg_catalog.pg_event_trigger\n"
	"		UNION ALL SELECT 'pg_catalog.pg_foreign_server'::regclass, oid\n"
	"			FROM pg_catalog.pg_foreign_server\n"
	"		UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid\n"
	"			FROM pg_catalog.pg_foreign_data_wrapper\n"
	"		UNION ALL SELECT 'pg_catalog.pg_cast'::regclass, oid FROM pg_catalog.pg_cast\n"
	"		UNION ALL SELECT 'pg_catalog.pg_transform'::regclass, oid\n"
	"			FROM pg_catalog.pg_transform\n"
	"		UNION ALL SELECT 'pg_catalog.pg_language'::regclass, oid\n"
	"			FROM pg_catalog.pg_language\n"
	"		UNION ALL SELECT 'pg_catalog.pg_am'::regclass, oid FROM pg_catalog.pg_am\n"
	"		UNION ALL SELECT 'pg_catalog.pg_publication'::regclass, oid\n"
	"			FROM pg_catalog.pg_publication WHERE %s\n"
	"	) AS o WHERE o.objid >= 16384\n"
	"LOOP BEGIN\n"
	"	IF NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS m WHERE m.classid = one.classid\n"
	"			AND m.objid = one.objid AND m.deptype = 'e') THEN\n"
	"		EXECUTE (SELECT pg_catalog.format('DROP %%s IF EXISTS %%s CASCADE',\n"
	"			CASE i.type WHEN 'composite type' THEN 'type'\n"
	"				WHEN 'statistics object' THEN 'statistics'\n"
	"				WHEN 'foreign-data wrapper' THEN 'foreign data wrapper'\n"
	"				ELSE i.type END, i.identity)\n"
	"			FROM pg_catalog.pg_identify_object(one.classid, one.objid, 0) AS i\n"
	"			WHERE i.type IS NOT NULL AND i.identity IS NOT NULL);\n"
	"	END IF;\n"
	"EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP;\n"
	"FOR one IN SELECT nspname FROM pg_catalog.pg_namespace\n"
	"	WHERE oid = ANY ('{%s}'::oid[]) AND nspname <> 'public'\n"
	"LOOP BEGIN\n"
	"	EXECUTE pg_catalog.format('DROP SCHEMA %%I', one.nspname);\n"
	"EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP;\n"
	"END $clear$;\n"
	"RESET client_min_messages";

int prelude_clear(struct connection *connection, struct arena *arena,
	const struct dump_options *options, struct error *reterr)
{
	struct text numbers = {.arena = arena}, sql = numbers;
	struct rows rows;
	const char *schemas;

	if (connection_query(connection, arena, "cannot read the schemas",
			STR("SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND "
				"nspname <> 'information_schema'"),
			NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++)
		if (!dump_schema_matches(arena, rows_value(&rows, i, 1), &options->excluded_schemas))
			text_addf(&numbers, "%s%s", numbers.len ? "," : "", rows_value(&rows, i, 0).ptr);
	schemas = str_copy(arena, text_str(&numbers)).ptr;
	text_addf(&sql, drop_objects, schemas, options->has_publications ? "true" : "false", schemas);
	return connection_execute(connection, "cannot empty a schema", text_str(&sql), reterr);
}
