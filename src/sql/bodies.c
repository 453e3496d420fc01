/* SPDX-License-Identifier: MIT */
/* Function bodies and DO blocks: PL/pgSQL is parsed, and the SQL in it read where it stands. */
#include "base/json.h"
#include "sql/builder.h"
#include "sql/fields.h"
#include "sql/handlers.h"
#include "sql/lexer.h"

/* DO in EXECUTE in DO ...: nobody writes more. Nor more fields of row variables in a body. */
enum { DEEPEST_BODY = 4, MOST_FIELDS = 64 };

/* Where a line of a body starts: the next one asked for is most often behind it. */
struct line_start {
	size_t line, at;
};

/* What the members of a PL/pgSQL node are. */
struct reading {
	struct builder *builder;
	const struct body *body;
	struct line_start *last; /* that was looked for in the body */
	size_t line; /* of the PL/pgSQL statement, the body's first is 1 */
	bool is_conditional, in_branch;
	unsigned caught;
	const char *node; /* "PLpgSQL_stmt_if" */
};

static void add_opaque(struct builder *builder, size_t from, size_t to, const char *reason)
{
	*vec_push(builder->arena, &builder->sql->opaques) = (struct opaque){from, to, reason};
}

/* The offset of a line of the body in the file; of the statement if the body is written otherwise.
 */
static size_t line_offset(const struct reading *reading, size_t line)
{
	const struct body *body = reading->body;
	bool is_behind = reading->last->line && reading->last->line <= line;
	size_t at = is_behind ? reading->last->at : 0;

	if (body->offset == NOWHERE)
		return body->near;
	for (size_t left = line - (is_behind ? reading->last->line : 1);
		 line && left && at < body->inside.len; left--)
		at = str_find(body->inside, STR("\n"), at) + 1;
	*reading->last = (struct line_start){line, at};
	return body->offset + (at < body->inside.len ? at : body->inside.len);
}

/* True if the query stands there. The parser blanks the targets of INTO: a blank of the query may
 * be anything in the body. */
static bool stands_at(struct str body, size_t at, struct str query)
{
	if (query.len > body.len - at)
		return false;
	for (size_t i = 0; i < query.len; i++)
		if (body.ptr[at + i] != query.ptr[i] && query.ptr[i] != ' ')
			return false;
	return true;
}

/* Offset in the file of a query's text: its one place from the statement's line on, or the only one
 * on that line. NOWHERE if that is not certain. */
static size_t find_query(const struct reading *reading, struct str query)
{
	const struct body *body = reading->body;
	size_t start, line_end, exact, found = NOWHERE, count = 0;
	struct str near;

	if (body->offset == NOWHERE || !query.len || is_blank(query.ptr[0]))
		return NOWHERE;
	start = line_offset(reading, reading->line) - body->offset;
	line_end = str_find(body->inside, STR("\n"), start);
	/* mostly it is written as it is, once on its own line */
	near = str_slice(body->inside, 0, line_end + query.len - 1);
	exact = str_find(near, query, start);
	if (exact < line_end && str_find(near, query, exact + 1) >= line_end)
		return body->offset + exact;
	for (size_t at = start; at + query.len <= body->inside.len && at < line_end && count < 2; at++)
		if (stands_at(body->inside, at, query)) {
			found = at;
			count++;
		}
	if (count)
		return count == 1 ? body->offset + found : NOWHERE;
	for (size_t at = line_end; at + query.len <= body->inside.len && count < 2; at++)
		if (stands_at(body->inside, at, query)) {
			found = at;
			count++;
		}
	return count == 1 ? body->offset + found : NOWHERE;
}

static struct statement_site site_of(const struct reading *reading, size_t found, struct str query)
{
	const struct statement *outer =
		&reading->builder->sql->statements.items[reading->body->statement];
	struct statement_site site = {
		.place = reading->body->is_block ? outer->place : PLACE_BODY,
		.outer = outer->outer,
		.is_conditional = reading->is_conditional || outer->is_conditional,
		.caught = reading->caught | outer->caught,
	};

	if (reading->body->is_block && outer->place == PLACE_TOP)
		site.place = PLACE_BLOCK;
	site.from = found != NOWHERE ? found : line_offset(reading, reading->line);
	site.to = found != NOWHERE ? found + query.len
		: reading->body->offset == NOWHERE
		? outer->to
		: str_find(reading->builder->sql->text, STR("\n"), site.from);
	return site;
}

/* Parses SQL text of the body, `skip` bytes of which are not in the file but stand for something
 * else before it. */
static void read_query(struct reading *reading, struct str query, const char *prefix, size_t drop)
{
	struct builder *builder = reading->builder;
	struct str own = str_slice(query, drop, query.len), prefixed = str_from(prefix);
	size_t found = find_query(reading, own);
	struct statement_site site = site_of(reading, found, own);
	MemoryContext context = pg_query_enter_memory_context();
	PgQueryError *error = NULL;

	builder->source = str_format(builder->arena, "%s%.*s", prefix, STR_ARG(own));
	builder->base = found == NOWHERE || found < prefixed.len ? NOWHERE : found - prefixed.len;
	builder->depth = reading->body->depth;
	if (!builder_read_text(builder, &site, &error)) {
		struct syntax_error *mistake = vec_push(builder->arena, &builder->sql->errors);

		mistake->offset = mistake->statement_from = site.from;
		mistake->to = site.to;
		mistake->message = builder_message(builder, error->message);
		mistake->is_body = true;
		pg_query_free_error(error);
	}
	pg_query_exit_memory_context(context);
}

/* The text of a string constant in whatever form, alone in an expression; ptr NULL: it is more. */
static struct str constant_of(const struct builder *builder, struct str query)
{
	struct str text = str_format(builder->arena, "SELECT %.*s", STR_ARG(query));
	struct str constant = {NULL, 0};
	MemoryContext context = pg_query_enter_memory_context();
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(text.ptr);

	free(result.stderr_buffer);
	if (result.error) {
		pg_query_free_error(result.error);
	} else if (list_length(result.tree) == 1) {
		const SelectStmt *select =
			(const SelectStmt *)((const RawStmt *)linitial(result.tree))->stmt;
		const ResTarget *target = list_length(select->targetList) == 1
			? linitial(select->targetList)
			: NULL;
		const A_Const *value = target ? (const A_Const *)target->val : NULL;

		if (value && IsA(value, A_Const) && !value->isnull && IsA(&value->val, String))
			constant = builder_copy(builder, strVal(&value->val));
	}
	pg_query_exit_memory_context(context);
	return constant;
}

/* EXECUTE of a constant: it is read like any SQL. */
static bool read_constant(struct reading *reading, struct str query)
{
	struct body inner = *reading->body;
	struct line_start start = {0, 0};
	struct reading nested = *reading;
	struct token token;
	size_t found = find_query(reading, query);

	inner.inside = constant_of(reading->builder, query);
	if (!inner.inside.ptr)
		return false;
	inner.offset = NOWHERE;
	inner.near = site_of(reading, found, query).from;
	if (found != NOWHERE && lexer_next(query, 0, &token) && token.is_verbatim)
		inner.offset = found + (size_t)(token.inside.ptr - query.ptr);
	nested.body = &inner;
	nested.last = &start;
	nested.line = 1;
	read_query(&nested, inner.inside, "", lexer_skip_blank(inner.inside, 0));
	return true;
}

static void read_dynamic(struct reading *reading, struct str query)
{
	struct statement_site site;

	if (read_constant(reading, query))
		return;
	site = site_of(reading, find_query(reading, query), query);
	add_opaque(reading->builder, site.from, site.to,
		"EXECUTE of a text that is put together when it runs");
	read_query(reading, query, "SELECT ", 0);
}

/* "variable := expression": the expression alone. */
static size_t assigned_from(struct str query)
{
	size_t at = 0;
	struct token token;

	while (lexer_next(query, at, &token)) {
		at = token.to;
		if (token_is_byte(query, &token, '='))
			return lexer_skip_blank(query, at);
		if (token.kind == TOKEN_STRING)
			break;
	}
	return 0;
}

static void read_expression(struct reading *reading, const char *key, struct str query)
{
	const char *node = reading->node;
	bool is_query = !strcmp(key, "query") || !strcmp(key, "explicit_query");
	bool is_dynamic = !strcmp(key, "dynquery") ||
		(is_query &&
			(!strcmp(node, "PLpgSQL_stmt_dynexecute") || !strcmp(node, "PLpgSQL_stmt_dynfors")));
	bool is_call = !strcmp(key, "expr") && !strcmp(node, "PLpgSQL_stmt_call");

	if (is_dynamic)
		read_dynamic(reading, query);
	else if (is_query || is_call || !strcmp(key, "sqlstmt"))
		read_query(reading, query, "", lexer_skip_blank(query, 0));
	else if (!strcmp(node, "PLpgSQL_stmt_perform"))
		read_query(reading, query, "SELECT ", STR("SELECT ").len);
	else if (!strcmp(node, "PLpgSQL_stmt_assign"))
		read_query(reading, query, "SELECT ", assigned_from(query));
	else if (str_find(query, STR("__Case__Variable"), 0) == query.len)
		read_query(reading, query, "SELECT ", 0);
}

/* RAISE without a level is one of EXCEPTION; the server's own number for it is ERROR. */
static bool raises_error(const char *node, const struct json *value)
{
	const struct json *level = json_member(value, "elog_level");

	return !strcmp(node, "PLpgSQL_stmt_assert") ||
		(!strcmp(node, "PLpgSQL_stmt_raise") && level && json_number(level) >= ERROR);
}

/* IF NOT EXISTS (...) THEN, or one of its ELSIFs. */
static bool looks(const struct json *statement)
{
	const struct json *condition = json_member(json_member(statement, "cond"), "PLpgSQL_expr");

	return condition_looks(json_text(json_member(condition, "query"))) ||
		json_member(statement, "elsif_list");
}

static void visit(const char *key, const struct json *value, void *context)
{
	struct reading reading = *(struct reading *)context;
	const struct json *line;

	if (!key) {
		json_each(value, visit, &reading);
		return;
	}
	if (str_starts(str_from(key), STR("PLpgSQL_"))) {
		struct statement *statement =
			&reading.builder->sql->statements.items[reading.body->statement];

		line = json_member(value, "lineno");
		if (line)
			reading.line = (size_t)json_number(line);
		reading.node = key;
		reading.in_branch |= !strcmp(key, "PLpgSQL_stmt_if") || !strcmp(key, "PLpgSQL_stmt_case") ||
			json_member(value, "exceptions");
		reading.is_conditional |= !strcmp(key, "PLpgSQL_stmt_case") ||
			(!strcmp(key, "PLpgSQL_stmt_if") && looks(value));
		reading.caught |= handlers_caught(json_member(value, "exceptions"));
		statement->returns_early |= reading.body->is_block && reading.in_branch &&
			!strcmp(key, "PLpgSQL_stmt_return");
		statement->raises_error |= reading.body->is_block && raises_error(key, value);
		statement->ends_transaction |= reading.body->is_block &&
			(!strcmp(key, "PLpgSQL_stmt_commit") || !strcmp(key, "PLpgSQL_stmt_rollback"));
		json_each(value, visit, &reading);
		return;
	}
	line = json_member(value, "PLpgSQL_expr");
	if (line)
		read_expression(&reading, key, json_text(json_member(line, "query")));
	else
		json_each(value, visit, &reading);
}

static void read_plpgsql(struct builder *builder, const struct body *body)
{
	struct str text = str_copy(builder->arena, body->whole);
	PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(text.ptr);
	_cleanup_(json_free) struct json *root = NULL;
	struct line_start start = {0, 0};
	struct reading reading = {
		.builder = builder, .body = body, .last = &start, .line = 1, .node = ""};
	const struct statement *statement = &builder->sql->statements.items[body->statement];

	for (size_t i = 0; i < MOST_FIELDS && result.error &&
		 fields_blank((char *)text.ptr, text.len, str_from(result.error->message));
		 i++) {
		pg_query_free_plpgsql_parse_result(result);
		result = pg_query_parse_plpgsql(text.ptr);
	}
	if (result.error) {
		struct str message = str_from(result.error->message);

		/* what it quotes may be a secret: nobody knows what the body says */
		add_opaque(builder, statement->from, statement->to,
			str_format(builder->arena, "PL/pgSQL's parser refuses the body: %.*s",
				STR_ARG(str_slice(message, 0, str_find(message, STR(" at or near \""), 0))))
				.ptr);
	} else {
		root = json_parse(str_from(result.plpgsql_funcs));
	}
	if (root)
		json_each(root, visit, &reading);
	pg_query_free_plpgsql_parse_result(result);
}

/* LANGUAGE sql: statements like any others. */
static void read_sql_body(struct builder *builder, const struct body *body)
{
	struct line_start start = {0, 0};
	struct reading reading = {
		.builder = builder, .body = body, .last = &start, .line = 1, .node = ""};

	read_query(&reading, body->inside, "", lexer_skip_blank(body->inside, 0));
}

void read_bodies(struct builder *builder)
{
	/* bodies may hold others, which are added at the end */
	for (size_t i = 0; i < builder->bodies->count; i++) {
		struct body body = builder->bodies->items[i];
		const struct statement *statement = &builder->sql->statements.items[body.statement];

		if (body.depth > DEEPEST_BODY)
			add_opaque(builder, statement->from, statement->to, "bodies within bodies");
		else if (str_equal(body.language, STR("plpgsql")))
			read_plpgsql(builder, &body);
		else if (str_equal(body.language, STR("sql")))
			read_sql_body(builder, &body);
		else if (!str_equal(body.language, STR("c")) && !str_equal(body.language, STR("internal")))
			add_opaque(builder, statement->from, statement->to,
				str_format(builder->arena, "a body in %.*s is not read", STR_ARG(body.language))
					.ptr);
	}
}
