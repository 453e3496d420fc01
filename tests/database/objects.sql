-- All objects of a database that are younger than the prelude or, without one, than the database, in the form of
-- `mighook schema list --format json`: the truth that it is compared with. Expressions and queries are
-- the server's text of them. Members of extensions, and what serves a constraint or an identity
-- column, are left out.
SET search_path = '';
SET quote_all_identifiers = off;

CREATE TEMP VIEW own_namespace AS
SELECT oid, nspname, quote_ident(nspname) AS name FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';

CREATE TEMP VIEW member AS
SELECT classid, objid AS oid FROM pg_catalog.pg_depend WHERE deptype = 'e';

CREATE TEMP VIEW ended AS
SELECT coalesce((SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'prelude_ends_here'), 16383) AS oid;

CREATE TEMP VIEW relation AS
SELECT c.*, n.name || '.' || quote_ident(c.relname) AS name, n.name AS schema
FROM pg_catalog.pg_class c JOIN pg_temp.own_namespace n ON n.oid = c.relnamespace
WHERE c.oid > (SELECT oid FROM pg_temp.ended)
	AND NOT EXISTS (SELECT FROM pg_temp.member m WHERE m.classid = 'pg_class'::regclass AND m.oid = c.oid);

-- Every table, also those of the prelude: a trigger or a policy may be put on them.
CREATE TEMP VIEW any_table AS
SELECT c.oid, n.name || '.' || quote_ident(c.relname) AS name
FROM pg_catalog.pg_class c JOIN pg_temp.own_namespace n ON n.oid = c.relnamespace;

CREATE FUNCTION pg_temp.columns_of(relid oid, numbers int2[]) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_agg(quote_ident(a.attname) ORDER BY k.place)
	FROM unnest(numbers) WITH ORDINALITY AS k(number, place)
	JOIN pg_catalog.pg_attribute a ON a.attrelid = relid AND a.attnum = k.number
$$;

CREATE FUNCTION pg_temp.action(letter "char") RETURNS text LANGUAGE sql AS $$
	SELECT CASE letter WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default'
		WHEN 'r' THEN 'restrict' END
$$;

CREATE FUNCTION pg_temp.types(oidvector) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(format_type(t, NULL), ', ' ORDER BY place), '')
	FROM unnest($1) WITH ORDINALITY AS a(t, place)
$$;

CREATE TEMP VIEW object AS

SELECT 'schema' AS kind, n.name AS name, '{}'::jsonb AS attributes
FROM pg_temp.own_namespace n
WHERE n.oid > (SELECT oid FROM pg_temp.ended) AND n.nspname !~ '^stand_in_'
	AND NOT EXISTS (SELECT FROM pg_temp.member m WHERE m.classid = 'pg_namespace'::regclass AND m.oid = n.oid)

UNION ALL SELECT 'extension', quote_ident(e.extname), jsonb_build_object('schema', n.nspname)
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE e.oid > (SELECT oid FROM pg_temp.ended)

UNION ALL SELECT 'extension', quote_ident(substr(nspname, 10)), '{"stand_in": true}'
FROM pg_temp.own_namespace WHERE nspname ~ '^stand_in_'

UNION ALL SELECT CASE relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END, name, jsonb_build_object(
	'unlogged', nullif(relpersistence = 'u', false),
	'row_security', nullif(relrowsecurity, false),
	'force_row_security', nullif(relforcerowsecurity, false),
	'partition_by', pg_get_partkeydef(oid),
	'partition_of', CASE WHEN relispartition THEN
		(SELECT p.name FROM pg_catalog.pg_inherits i JOIN pg_temp.any_table p ON p.oid = inhparent WHERE inhrelid = c.oid) END,
	'bound', pg_get_expr(relpartbound, oid),
	'inherits', CASE WHEN NOT relispartition THEN
		(SELECT jsonb_agg(p.name ORDER BY inhseqno)
		FROM pg_catalog.pg_inherits i JOIN pg_temp.any_table p ON p.oid = inhparent WHERE inhrelid = c.oid) END)
FROM pg_temp.relation c WHERE relkind IN ('r', 'p', 'f')

UNION ALL SELECT 'column', c.name || '.' || quote_ident(a.attname), jsonb_build_object(
	'type', format_type(a.atttypid, a.atttypmod),
	'not_null', nullif(a.attnotnull, false),
	'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
	'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
	'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
	'collation', (SELECT quote_ident(nspname) || '.' || quote_ident(collname)
		FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace n ON n.oid = co.collnamespace
		JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
		WHERE co.oid = a.attcollation AND co.oid <> t.typcollation))
FROM pg_temp.relation c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'f')

UNION ALL SELECT 'index', c.name, jsonb_build_object(
	'table', t.name,
	'unique', nullif(i.indisunique, false),
	'method', am.amname,
	'elements', (SELECT jsonb_agg(
		CASE WHEN i.indkey[k] = 0 THEN '(' || pg_get_indexdef(c.oid, k + 1, true) || ')'
			ELSE pg_get_indexdef(c.oid, k + 1, true) END
		|| CASE WHEN o.opcdefault THEN '' ELSE ' ' || quote_ident(o.opcname) END
		|| CASE i.indoption[k] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END
		ORDER BY k)
		FROM generate_series(0, i.indnkeyatts - 1) AS k
		JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k]),
	-- What need not be written behind them.
	'default_classes', (SELECT jsonb_agg(CASE WHEN o.opcdefault THEN o.opcname END ORDER BY k)
		FROM generate_series(0, i.indnkeyatts - 1) AS k
		JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k]),
	'include', (SELECT jsonb_agg(quote_ident(a.attname) ORDER BY k)
		FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS k
		JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]),
	'where', pg_get_expr(i.indpred, i.indrelid),
	'nulls_not_distinct', nullif(i.indnullsnotdistinct, false),
	'with', array_to_string(c.reloptions, ', '))
FROM pg_temp.relation c
JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
JOIN pg_temp.any_table t ON t.oid = i.indrelid
JOIN pg_catalog.pg_am am ON am.oid = c.relam
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
	WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))

UNION ALL SELECT 'constraint', t.name || '.' || quote_ident(k.conname), jsonb_build_object(
	'constraint_type', CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key'
		WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclude' WHEN 't' THEN 'trigger' END,
	'columns', CASE WHEN k.contype IN ('f', 'p', 'u') THEN pg_temp.columns_of(k.conrelid, k.conkey) END,
	'check', CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
	'uses', CASE WHEN k.contype = 'c' THEN pg_temp.columns_of(k.conrelid, k.conkey) END,
	'elements', CASE WHEN k.contype = 'x' THEN to_jsonb(pg_get_constraintdef(k.oid)) END,
	'references', r.name,
	'referenced_columns', CASE WHEN k.contype = 'f' THEN pg_temp.columns_of(k.confrelid, k.confkey) END,
	'match', CASE k.confmatchtype WHEN 'f' THEN 'full' END,
	'on_delete', pg_temp.action(k.confdeltype),
	'on_update', pg_temp.action(k.confupdtype),
	'deferrable', nullif(k.condeferrable, false),
	'initially_deferred', nullif(k.condeferred, false),
	'not_valid', nullif(NOT k.convalidated, false),
	'no_inherit', nullif(k.connoinherit AND k.contype = 'c', false),
	'include', (SELECT jsonb_agg(quote_ident(a.attname) ORDER BY n)
		FROM pg_catalog.pg_index i
		CROSS JOIN generate_series(i.indnkeyatts, i.indnatts - 1) AS n
		JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]
		WHERE i.indexrelid = k.conindid AND k.contype IN ('p', 'u')))
FROM pg_catalog.pg_constraint k
JOIN pg_temp.any_table t ON t.oid = k.conrelid
LEFT JOIN pg_temp.any_table r ON r.oid = k.confrelid AND k.contype = 'f'
WHERE k.oid > (SELECT oid FROM pg_temp.ended) AND k.contype <> 't'
	AND NOT EXISTS (SELECT FROM pg_temp.member m WHERE m.classid = 'pg_class'::regclass AND m.oid = k.conrelid)

UNION ALL SELECT 'trigger', c.name || '.' || quote_ident(t.tgname), jsonb_build_object(
	'timing', CASE WHEN t.tgtype & 2 > 0 THEN 'before' WHEN t.tgtype & 64 > 0 THEN 'instead of' ELSE 'after' END,
	'events', (SELECT jsonb_agg(e ORDER BY e) FROM (
		SELECT 'insert' AS e WHERE t.tgtype & 4 > 0
		UNION ALL SELECT 'delete' WHERE t.tgtype & 8 > 0
		UNION ALL SELECT 'update' WHERE t.tgtype & 16 > 0 AND cardinality(t.tgattr) = 0
		UNION ALL SELECT 'update of ' || quote_ident(a.attname) FROM pg_catalog.pg_attribute a
			WHERE t.tgtype & 16 > 0 AND a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)
		UNION ALL SELECT 'truncate' WHERE t.tgtype & 32 > 0) AS events),
	'for_each_row', nullif(t.tgtype & 1 > 0, false),
	'when', substring(pg_get_triggerdef(t.oid) FROM ' WHEN \((.*)\) EXECUTE FUNCTION '),
	'function', (SELECT quote_ident(nspname) || '.' || quote_ident(proname)
		FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE p.oid = t.tgfoid),
	'arguments', CASE WHEN t.tgnargs > 0 THEN to_jsonb(encode(t.tgargs, 'escape')) END,
	'old_table', t.tgoldtable,
	'new_table', t.tgnewtable,
	'deferrable', nullif(t.tgdeferrable, false),
	'initially_deferred', nullif(t.tginitdeferred, false),
	'enabled', CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END)
FROM pg_catalog.pg_trigger t JOIN pg_temp.any_table c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.oid > (SELECT oid FROM pg_temp.ended)

UNION ALL SELECT 'rule', c.name || '.' || quote_ident(r.rulename), jsonb_build_object(
	'definition', pg_get_ruledef(r.oid))
FROM pg_catalog.pg_rewrite r JOIN pg_temp.relation c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN'

UNION ALL SELECT 'policy', c.name || '.' || quote_ident(p.polname), jsonb_build_object(
	'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END,
	'restrictive', nullif(NOT p.polpermissive, false),
	'roles', (SELECT jsonb_agg(quote_ident(rolname) ORDER BY rolname) FROM pg_catalog.pg_roles WHERE oid = ANY (p.polroles)),
	'using', pg_get_expr(p.polqual, p.polrelid),
	'with_check', pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_catalog.pg_policy p JOIN pg_temp.any_table c ON c.oid = p.polrelid
WHERE p.oid > (SELECT oid FROM pg_temp.ended)

UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
	n.name || '.' || quote_ident(p.proname) || '(' || pg_temp.types(p.proargtypes) || ')',
	jsonb_build_object(
	'parameters', pg_get_function_arguments(p.oid),
	'returns', pg_get_function_result(p.oid),
	'language', l.lanname,
	'body', CASE WHEN p.prokind <> 'a' THEN p.prosrc END,
	'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,
	'strict', nullif(p.proisstrict, false),
	'security_definer', nullif(p.prosecdef, false),
	'leakproof', nullif(p.proleakproof, false),
	'parallel', CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END,
	'settings', to_jsonb(p.proconfig))
FROM pg_catalog.pg_proc p
JOIN pg_temp.own_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.oid > (SELECT oid FROM pg_temp.ended)
	AND NOT EXISTS (SELECT FROM pg_temp.member m WHERE m.classid = 'pg_proc'::regclass AND m.oid = p.oid)

UNION ALL SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
	n.name || '.' || quote_ident(t.typname),
	jsonb_build_object(
	'labels', (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid),
	'type', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
	'not_null', nullif(t.typnotnull, false),
	'default', t.typdefault)
FROM pg_catalog.pg_type t
JOIN pg_temp.own_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.oid > (SELECT oid FROM pg_temp.ended)
	AND t.typtype IN ('e', 'd', 'c', 'r') AND (c.oid IS NULL OR c.relkind = 'c')
	AND NOT EXISTS (SELECT FROM pg_temp.member m WHERE m.classid = 'pg_type'::regclass AND m.oid = t.oid)

UNION ALL SELECT 'attribute', c.name || '.' || quote_ident(a.attname), jsonb_build_object(
	'type', format_type(a.atttypid, a.atttypmod))
FROM pg_temp.relation c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'c'

UNION ALL SELECT CASE relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END, c.name, jsonb_build_object(
	'query', pg_get_viewdef(c.oid),
	'with', array_to_string(c.reloptions, ', '))
FROM pg_temp.relation c WHERE relkind IN ('v', 'm')

UNION ALL SELECT 'sequence', c.name, jsonb_build_object(
	'owned_by', (SELECT t.name || '.' || quote_ident(a.attname)
		FROM pg_catalog.pg_depend d JOIN pg_temp.any_table t ON t.oid = d.refobjid
		JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
		WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'))
FROM pg_temp.relation c
WHERE relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
	WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')

UNION ALL SELECT 'event trigger', quote_ident(evtname), '{}'
FROM pg_catalog.pg_event_trigger WHERE oid > (SELECT oid FROM pg_temp.ended)

UNION ALL SELECT 'statistics', n.name || '.' || quote_ident(stxname), '{}'
FROM pg_catalog.pg_statistic_ext s JOIN pg_temp.own_namespace n ON n.oid = s.stxnamespace;

SELECT jsonb_build_object('objects', coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'name', name,
	'attributes', jsonb_strip_nulls(attributes), 'verified', true) ORDER BY kind, name), '[]'))
FROM pg_temp.object;
