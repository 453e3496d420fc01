/* SPDX-License-Identifier: MIT */
/* The server's catalogs in the words of attributes.def. Expressions are the server's own text of
 * them; a column of a catalog that older servers have not is asked for through to_jsonb. */
#include "database/live_catalog.h"

static const char sources[] =
	"WITH ns AS (SELECT oid, nspname AS schema FROM pg_namespace WHERE nspname IN (%.*s)),\n"
	"rel AS (SELECT c.oid, c.relname AS name, c.relkind AS kind, c.relpersistence, "
	"c.relrowsecurity,\n"
	"	c.relforcerowsecurity, c.reloptions, c.relam, ns.schema\n"
	"	FROM pg_class c JOIN ns ON ns.oid = c.relnamespace)\n";

static const char namespaces[] =
	"SELECT 1 AS place, 0 AS number, 'schema' AS kind, NULL AS schema, NULL AS owner, schema AS "
	"name,\n"
	"	NULL AS signature, '{}'::jsonb AS attributes FROM ns\n"
	"UNION ALL SELECT 1, 0, 'extension', NULL, NULL, extname, NULL, '{}' FROM pg_extension\n";

static const char types[] =
	"UNION ALL SELECT 2, 0, CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, ns.schema, "
	"NULL,\n"
	"	t.typname, NULL, jsonb_build_object(\n"
	"	'labels', (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum\n"
	"		WHERE enumtypid = t.oid),\n"
	"	'type', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,\n"
	"	'not_null', CASE WHEN t.typnotnull THEN 'true' END,\n"
	"	'default', CASE WHEN t.typtype = 'd' THEN\n"
	"		coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END)\n"
	"FROM pg_type t JOIN ns ON ns.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid\n"
	"WHERE t.typtype IN ('e', 'd', 'c', 'r') AND (c.oid IS NULL OR c.relkind = 'c')\n"
	"UNION ALL SELECT 3, a.attnum, 'attribute', rel.schema, rel.name, a.attname, NULL,\n"
	"	jsonb_build_object('type', format_type(a.atttypid, a.atttypmod))\n"
	"FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped\n"
	"WHERE rel.kind = 'c'\n";

static const char relations[] =
	"UNION ALL SELECT 2, 0, CASE kind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view'\n"
	"	WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'table' END,\n"
	"	schema, NULL, name, NULL, jsonb_build_object(\n"
	"	'unlogged', CASE WHEN relpersistence = 'u' AND kind <> 'S' THEN 'true' END,\n"
	"	'row_security', CASE WHEN relrowsecurity THEN 'true' END,\n"
	"	'force_row_security', CASE WHEN relforcerowsecurity THEN 'true' END,\n"
	"	'query', CASE WHEN kind IN ('v', 'm') THEN pg_get_viewdef(oid) END,\n"
	"	'check_option', substring(array_to_string(reloptions, ',') FROM 'check_option=(\\w+)'))\n"
	"FROM rel WHERE kind IN ('r', 'p', 'f', 'v', 'm', 'S')\n"
	"UNION ALL SELECT 3, a.attnum, 'column', rel.schema, rel.name, a.attname, NULL,\n"
	"	jsonb_build_object(\n"
	"	'type', format_type(a.atttypid, a.atttypmod),\n"
	"	'not_null', CASE WHEN a.attnotnull THEN 'true' END,\n"
	"	'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,\n"
	"	'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,\n"
	"	'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END)\n"
	"FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped\n"
	"LEFT JOIN pg_attrdef d ON d.adrelid = rel.oid AND d.adnum = a.attnum\n"
	"WHERE rel.kind IN ('r', 'p', 'f')\n";

/* Those that keep a constraint are told by it. */
static const char indexes[] =
	"UNION ALL SELECT 3, 0, 'index', rel.schema, t.relname, rel.name, NULL, jsonb_build_object(\n"
	"	'unique', CASE WHEN i.indisunique THEN 'true' END,\n"
	"	'method', am.amname,\n"
	"	'elements', (SELECT jsonb_agg(pg_get_indexdef(rel.oid, k + 1, false)\n"
	"		|| CASE WHEN i.indcollation[k] NOT IN (0, coalesce(a.attcollation, 100))\n"
	"			THEN ' COLLATE ' || (SELECT quote_ident(collname)\n"
	"				FROM pg_collation c WHERE c.oid = i.indcollation[k]) ELSE '' END\n"
	"		|| CASE WHEN o.opcdefault THEN '' ELSE ' ' || quote_ident(o.opcname) END\n"
	"		|| CASE i.indoption[k] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST'\n"
	"			WHEN 3 THEN ' DESC' ELSE '' END ORDER BY k)\n"
	"		FROM generate_series(0, i.indnkeyatts - 1) AS k\n"
	"		JOIN pg_opclass o ON o.oid = i.indclass[k]\n"
	"		LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]\n"
	"			AND a.attnum <> 0),\n"
	"	'include', (SELECT jsonb_agg(a.attname ORDER BY k)\n"
	"		FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS k\n"
	"		JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]),\n"
	"	'where', pg_get_expr(i.indpred, i.indrelid),\n"
	"	'nulls_not_distinct', CASE to_jsonb(i) ->> 'indnullsnotdistinct' WHEN 'true' THEN 'true' "
	"END)\n"
	"FROM rel JOIN pg_index i ON i.indexrelid = rel.oid JOIN pg_class t ON t.oid = i.indrelid\n"
	"JOIN pg_am am ON am.oid = rel.relam\n"
	"WHERE NOT EXISTS (SELECT FROM pg_constraint k\n"
	"	WHERE k.conindid = rel.oid AND k.contype IN ('p', 'u', 'x'))\n";

static const char constraints[] =
	"UNION ALL SELECT 3, 0, 'constraint', ns.schema, coalesce(t.relname, d.typname), k.conname, "
	"NULL,\n"
	"	jsonb_build_object(\n"
	"	'constraint_type', CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key'\n"
	"		WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' ELSE 'exclude' END,\n"
	"	'columns', CASE WHEN k.contype IN ('f', 'p', 'u') THEN (SELECT jsonb_agg(a.attname ORDER "
	"BY n)\n"
	"		FROM unnest(k.conkey) WITH ORDINALITY AS c(number, n)\n"
	"		JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number) END,\n"
	"	'check', CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,\n"
	"	'references', CASE WHEN k.contype = 'f' THEN k.confrelid::regclass::text END,\n"
	"	'referenced_columns', CASE WHEN k.contype = 'f' THEN\n"
	"		(SELECT jsonb_agg(a.attname ORDER BY n)\n"
	"		FROM unnest(k.confkey) WITH ORDINALITY AS c(number, n)\n"
	"		JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number) END,\n"
	"	'match', CASE k.confmatchtype WHEN 'f' THEN 'full' END,\n"
	"	'on_delete', CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'\n"
	"		WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' END,\n"
	"	'on_update', CASE k.confupdtype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'\n"
	"		WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict' END,\n"
	"	'deferrable', CASE WHEN k.condeferrable THEN 'true' END,\n"
	"	'initially_deferred', CASE WHEN k.condeferred THEN 'true' END,\n"
	"	'not_valid', CASE WHEN NOT k.convalidated THEN 'true' END,\n"
	"	'no_inherit', CASE WHEN k.connoinherit AND k.contype = 'c' THEN 'true' END,\n"
	"	'include', (SELECT jsonb_agg(a.attname ORDER BY n) FROM pg_index i\n"
	"		CROSS JOIN generate_series(i.indnkeyatts, i.indnatts - 1) AS n\n"
	"		JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]\n"
	"		WHERE i.indexrelid = k.conindid AND k.contype IN ('p', 'u')))\n"
	"FROM pg_constraint k JOIN ns ON ns.oid = k.connamespace\n"
	"LEFT JOIN pg_class t ON t.oid = k.conrelid LEFT JOIN pg_type d ON d.oid = k.contypid\n"
	"WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')\n";

static const char table_parts[] =
	"UNION ALL SELECT 3, 0, 'trigger', rel.schema, rel.name, t.tgname, NULL, jsonb_build_object(\n"
	"	'timing', CASE WHEN t.tgtype & 2 > 0 THEN 'before'\n"
	"		WHEN t.tgtype & 64 > 0 THEN 'instead of' ELSE 'after' END,\n"
	"	'events', (SELECT jsonb_agg(e) FROM (SELECT 'insert' AS e WHERE t.tgtype & 4 > 0\n"
	"		UNION ALL SELECT 'delete' WHERE t.tgtype & 8 > 0\n"
	"		UNION ALL SELECT 'update' WHERE t.tgtype & 16 > 0 AND cardinality(t.tgattr::int2[]) = "
	"0\n"
	"		UNION ALL SELECT 'update of ' || a.attname FROM pg_attribute a\n"
	"			WHERE t.tgtype & 16 > 0 AND a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)\n"
	"		UNION ALL SELECT 'truncate' WHERE t.tgtype & 32 > 0) AS events),\n"
	"	'for_each_row', CASE WHEN t.tgtype & 1 > 0 THEN 'true' END,\n"
	"	'when', substring(pg_get_triggerdef(t.oid) FROM ' WHEN \\((.*)\\) EXECUTE FUNCTION '),\n"
	"	'function', (SELECT quote_ident(nspname) || '.' || quote_ident(proname)\n"
	"		FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE p.oid = t.tgfoid),\n"
	"	'old_table', t.tgoldtable,\n"
	"	'new_table', t.tgnewtable,\n"
	"	'deferrable', CASE WHEN t.tgdeferrable THEN 'true' END,\n"
	"	'initially_deferred', CASE WHEN t.tginitdeferred THEN 'true' END,\n"
	"	'enabled', CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica'\n"
	"		WHEN 'A' THEN 'always' END)\n"
	"FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT t.tgisinternal\n"
	"UNION ALL SELECT 3, 0, 'rule', rel.schema, rel.name, r.rulename, NULL, '{}'\n"
	"FROM pg_rewrite r JOIN rel ON rel.oid = r.ev_class WHERE r.rulename <> '_RETURN'\n"
	"UNION ALL SELECT 3, 0, 'policy', rel.schema, rel.name, p.polname, NULL, jsonb_build_object(\n"
	"	'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN "
	"'update'\n"
	"		WHEN 'd' THEN 'delete' END,\n"
	"	'restrictive', CASE WHEN NOT p.polpermissive THEN 'true' END,\n"
	"	'roles', (SELECT jsonb_agg(rolname) FROM pg_roles WHERE oid = ANY (p.polroles)),\n"
	"	'using', pg_get_expr(p.polqual, p.polrelid),\n"
	"	'with_check', pg_get_expr(p.polwithcheck, p.polrelid))\n"
	"FROM pg_policy p JOIN rel ON rel.oid = p.polrelid\n";

/* Of BEGIN ATOMIC and RETURN the server has no text, only what it understood. Names in the list of
 * a setting are bare. */
static const char functions[] =
	"UNION ALL SELECT 4, 0, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate'\n"
	"	ELSE 'function' END, ns.schema, NULL, p.proname,\n"
	"	(SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY n), '')\n"
	"		FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, n)),\n"
	"	CASE WHEN p.prokind = 'a' THEN '{}' ELSE jsonb_build_object(\n"
	"	'language', l.lanname,\n"
	"	'body', CASE WHEN to_jsonb(p) ->> 'prosqlbody' IS NULL THEN p.prosrc\n"
	"		ELSE 'BEGIN ATOMIC' END,\n"
	"	'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,\n"
	"	'strict', CASE WHEN p.proisstrict THEN 'true' END,\n"
	"	'security_definer', CASE WHEN p.prosecdef THEN 'true' END,\n"
	"	'leakproof', CASE WHEN p.proleakproof THEN 'true' END,\n"
	"	'parallel', CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END,\n"
	"	'settings', (SELECT jsonb_agg(CASE WHEN s ~ '^(search_path|temp_tablespaces)='\n"
	"		THEN replace(s, '\"', '') ELSE s END) FROM unnest(p.proconfig) AS s)) END\n"
	"FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang\n";

struct str live_catalog_query(struct arena *arena, struct str schemas)
{
	struct text text = {.arena = arena};

	text_add(&text,
		STR("SELECT kind, schema, owner, name, signature, "
			"jsonb_strip_nulls(attributes) FROM (\n"));
	text_addf(&text, sources, STR_ARG(schemas));
	text_addf(&text, "%s%s%s%s%s%s%s", namespaces, types, relations, indexes, constraints,
		table_parts, functions);
	text_add(&text, STR(") AS objects ORDER BY place, schema, owner, number, name"));
	return text_str(&text);
}
