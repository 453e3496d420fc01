/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static bool is_any(struct str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(name, str_from(names[i])))
			return true;
	return false;
}

static bool is_own_schema(struct str schema)
{
	static const char *const schemas[] = {
		"public", "pg_catalog", "extensions", "http", "net", "dblink"};

	return !schema.len || is_any(schema, schemas, ARRAY_LENGTH(schemas));
}

/* Functions that reach outside the database: the manual's 9.28.10, F.12 and lo_import; the
 * extensions http and pg_net. */
static bool reaches_outside(struct object_name function)
{
	static const char *const names[] = {"pg_read_file", "pg_read_binary_file", "pg_ls_dir",
		"pg_stat_file", "lo_import", "lo_export", "http", "http_get", "http_post", "http_put",
		"http_patch", "http_delete", "http_head", "pg_file_write", "pg_ls_logdir", "pg_ls_waldir",
		"pg_ls_tmpdir"};
	static const char *const in_net[] = {
		"http_get", "http_post", "http_delete", "http_collect_response"};

	if (str_equal(function.schema, STR("net")))
		return is_any(function.name, in_net, ARRAY_LENGTH(in_net));
	return is_own_schema(function.schema) &&
		(is_any(function.name, names, ARRAY_LENGTH(names)) ||
			str_equal(function.name, STR("dblink")) || str_starts(function.name, STR("dblink_")));
}

/* A function of that name that the file itself defines is the author's. */
static bool is_defined_here(const struct sql *sql, struct object_name function)
{
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_CREATE &&
			(sql->facts.items[i].kind == KIND_FUNCTION ||
				sql->facts.items[i].kind == KIND_PROCEDURE) &&
			object_name_equal(sql->facts.items[i].object, function))
			return true;
	return false;
}

static void check_calls(
	const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->calls.count; i++) {
		const struct call *call = &sql->calls.items[i];
		struct str name = object_name_sql(subject->arena, call->function);
		struct span span = {call->offset, call->offset};

		if (!reaches_outside(call->function) || is_defined_here(sql, call->function))
			continue;
		while (span.to < sql->text.len &&
			(is_alnum(sql->text.ptr[span.to]) || str_has(STR("_.\""), sql->text.ptr[span.to])))
			span.to++;
		if (span.to == span.from)
			span = statement_span(sql, &sql->statements.items[call->statement]);
		diagnostic_hint(out,
			diagnose(out, sql->file, span, "%s() reaches outside the database",
				escape_text(subject->arena, name, false).ptr),
			"Write what it would bring into the migration, or do it in the application");
	}
}

static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out, const char *what)
{
	struct str name = object_name_sql(subject->arena, fact->object);

	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s %.*s makes the database depend on what is outside it", what,
			STR_ARG(escape_text(subject->arena, name, false))),
		"Set it up where servers are configured, not in a migration that runs everywhere");
}

static void check_object(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	static const char *const extensions[] = {"dblink", "postgres_fdw", "file_fdw", "http",
		"mysql_fdw", "oracle_fdw", "tds_fdw", "mongo_fdw", "redis_fdw", "plsh", "adminpack"};

	if (fact->act == ACT_ALTER && (fact->kind == KIND_SERVER || fact->kind == KIND_SUBSCRIPTION))
		report(subject, sql, fact, out, object_kinds[fact->kind].name);
	if (fact->act != ACT_CREATE)
		return;
	switch (fact->kind) {
	case KIND_EXTENSION:
		if (!is_any(fact->object.name, extensions, ARRAY_LENGTH(extensions)))
			return;
		break;
	case KIND_SERVER:
	case KIND_SUBSCRIPTION:
	case KIND_USER_MAPPING:
	case KIND_FOREIGN_TABLE:
	case KIND_FOREIGN_DATA_WRAPPER:
		break;
	default:
		return;
	}
	report(subject, sql, fact, out,
		!strcmp(fact_statement(sql, fact)->verb, "IMPORT FOREIGN SCHEMA")
			? "foreign schema"
			: object_kinds[fact->kind].name);
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->flags & FACT_FROM_FILE)
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
				"COPY reads or writes a file or program of the server"),
			"Write the rows as INSERT, or load them apart with \\copy from a client");
	else
		check_object(subject, sql, fact, out);
}

/* Commands of psql that change nothing but how it speaks. */
static bool is_harmless_command(struct str command)
{
	static const char *const names[] = {"\\restrict", "\\unrestrict", "\\echo", "\\qecho", "\\warn",
		"\\pset", "\\timing", "\\.", "\\;", "\\x", "\\a", "\\t", "\\f", "\\p", "\\r", "\\encoding",
		"\\set ON_ERROR_STOP", "\\set QUIET", "\\set VERBOSITY", "\\set ECHO", "\\set AUTOCOMMIT",
		"\\set ON_ERROR_ROLLBACK", "\\set SHOW_CONTEXT", "\\unset", "\\q", "\\quit", "\\g",
		"\\conninfo"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct str name = str_from(names[i]);

		if (str_starts(command, name) &&
			(command.len == name.len || !is_alnum(command.ptr[name.len])))
			return true;
	}
	return false;
}

/* Its first word: what follows may be a secret. */
static struct str first_word(struct str command)
{
	size_t end = 0;

	while (end < command.len && !is_blank(command.ptr[end]))
		end++;
	return str_slice(command, 0, end);
}

static void check_client_text(const struct subject *subject, const struct sql *sql,
	const struct client_text *text, struct diagnostics *out)
{
	struct str written = str_slice(sql->text, text->from, text->to);
	struct span span = {text->from, text->to};

	if (text->is_variable) {
		diagnostic_hint(out,
			diagnose(out, sql->file, span, "%s is replaced by the client before the server sees it",
				escape_text(subject->arena, written, false).ptr),
			"Write the value: what runs must be what was reviewed");
		return;
	}
	if (is_harmless_command(written))
		return;
	span.to = str_find(sql->text, STR("\n"), span.from);
	if (span.to > text->to)
		span.to = text->to;
	diagnostic_hint(out,
		diagnose(out, sql->file, span,
			"%s is a command of psql: the migration depends on more than "
			"itself",
			escape_text(subject->arena, first_word(written), false).ptr),
		"Write the SQL that it stands for into the file");
}

/* ${NAME} inside a string, as envsubst and runners replace it. */
static void check_literal(const struct subject *subject, const struct sql *sql,
	const struct literal *literal, struct diagnostics *out)
{
	struct str value = literal->value;
	size_t start = str_find(value, STR("${"), 0), end = start + 2;
	struct span span = {literal->from, literal->to};

	while (end < value.len &&
		(is_upper(value.ptr[end]) || is_digit(value.ptr[end]) || value.ptr[end] == '_'))
		end++;
	if (literal->place == LITERAL_COMMENT || end >= value.len || end == start + 2 ||
		(value.ptr[end] != '}' && value.ptr[end] != ':') || !is_upper(value.ptr[start + 2]))
		return;
	if (!literal->to)
		span = statement_span(sql, &sql->statements.items[literal->statement]);
	diagnostic_hint(out,
		diagnose(out, sql->file, span,
			"${%s} in a string is replaced from the environment, or not "
			"at all",
			str_format(subject->arena, "%.*s", STR_ARG(str_slice(value, start + 2, end))).ptr),
		"Write the value, or read it with current_setting() when the code runs");
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	check_calls(subject, sql, out);
	for (size_t i = 0; i < sql->client_texts.count; i++)
		check_client_text(subject, sql, &sql->client_texts.items[i], out);
	for (size_t i = 0; i < sql->literals.count; i++)
		check_literal(subject, sql, &sql->literals.items[i], out);
}

const struct rule rule_external_state = {
	.key = {.id = "external-state", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.flags = RULE_READS_BODIES,
	.summary = "dblink, foreign servers, files, HTTP, or what the client puts in",
	.why =
		"What a migration does must follow from its text and the database alone. A file of the "
		"server, another database or a web service is different or absent elsewhere; a variable "
		"or an included file of psql is not what was reviewed, and runners other than psql do not "
		"know it at all.",
	.flagged = "-- staged: supabase/migrations/20250127093045_load_countries.sql\n"
			   "COPY countries FROM '/tmp/countries.csv' WITH (FORMAT csv);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_load_countries.sql\n"
			   "INSERT INTO countries (code) VALUES ('de'), ('fr') ON CONFLICT DO NOTHING;\n",
	.remedy = "`-- mighook: allow external-state REASON` before the statement.",
	.source = "seed 1 line 413 (S0-40)",
	.check_sql = check_sql,
	.check_fact = check_fact,
};
