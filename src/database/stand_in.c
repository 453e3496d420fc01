/* SPDX-License-Identifier: MIT */
#include "database/stand_in.h"

#include "base/template.h"
#include "base/vec.h"
#include "sql/lexer.h"
#include "sql/object.h"

int stand_ins_read(struct stand_ins *stand_ins, struct connection *connection, struct arena *arena,
	struct error *reterr)
{
	struct rows rows = {.count = 0};

	if (connection_query(connection, arena, "cannot ask for the server's extensions",
			STR("SELECT e.name, r.rolsuper FROM pg_catalog.pg_roles r LEFT JOIN "
				"pg_catalog.pg_available_extensions e ON true WHERE r.rolname = current_user"),
			NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		stand_ins->are_possible = str_equal(rows_value(&rows, i, 1), STR("t"));
		if (rows_value(&rows, i, 0).ptr)
			str_list_add(arena, &stand_ins->available, rows_value(&rows, i, 0));
	}
	return 0;
}

/* A text that is being edited. */
struct putting {
	struct stand_ins *stand_ins;
	struct arena *arena;
	char *bytes; /* of the text as it was, but for what was blanked */
	struct str text; /* the same */
	struct text out;
	size_t done; /* how far the text is in `out` */
	struct edited_text *ret;
};

/* CREATE EXTENSION, ALTER EXTENSION ... UPDATE. */
struct extension_statement {
	size_t to; /* its end, without the ';' */
	struct str name, schema, version; /* ptr NULL: not said */
	bool is_guarded, is_update;
};

static struct str template_of(struct arena *arena, struct str extension)
{
	return template_find(str_format(arena, "extensions/%.*s.sql", STR_ARG(extension)));
}

static bool stands_in(const struct putting *putting, struct str extension)
{
	return putting->stand_ins->are_possible &&
		!str_list_contains(&putting->stand_ins->available, extension) &&
		template_of(putting->arena, extension).ptr;
}

/* An identifier or a string, as PostgreSQL takes it. */
static struct str word_of(struct arena *arena, struct str text, const struct token *token)
{
	if (token->kind == TOKEN_WORD)
		return str_lower(arena, str_slice(text, token->from, token->to));
	return token->inside;
}

/* The next token; false at the end of the statement. */
static bool next_in_statement(struct str text, size_t *at, struct token *ret)
{
	if (!lexer_next(text, *at, ret) || ret->kind == TOKEN_SEMICOLON)
		return false;
	*at = ret->to;
	return true;
}

static bool next_is(struct str text, size_t *at, const char *word)
{
	size_t next = *at;
	struct token token;

	if (!next_in_statement(text, &next, &token) || !token_is(text, &token, word))
		return false;
	*at = next;
	return true;
}

static void read_options(
	struct arena *arena, struct str text, size_t at, struct extension_statement *ret)
{
	struct token token, value;

	ret->to = at;
	while (next_in_statement(text, &at, &token)) {
		bool is_schema = token_is(text, &token, "schema");

		ret->to = at;
		if (!is_schema && !token_is(text, &token, "version") && !token_is(text, &token, "to"))
			continue;
		if (!next_in_statement(text, &at, &value))
			return;
		ret->to = at;
		if (is_schema)
			ret->schema = word_of(arena, text, &value);
		else
			ret->version = word_of(arena, text, &value);
	}
}

/* `at` is behind CREATE or ALTER. */
static bool read_statement(
	struct arena *arena, struct str text, size_t at, bool is_alter, struct extension_statement *ret)
{
	struct token token;

	*ret = (struct extension_statement){.is_update = is_alter};
	if (!next_is(text, &at, "extension"))
		return false;
	if (!is_alter && next_is(text, &at, "if"))
		ret->is_guarded = next_is(text, &at, "not") && next_is(text, &at, "exists");
	if (!next_in_statement(text, &at, &token))
		return false;
	ret->name = word_of(arena, text, &token);
	if (is_alter && !next_is(text, &at, "update"))
		return false;
	read_options(arena, text, at, ret);
	return true;
}

/* The value behind "-- KEY: " at the start of a template; ptr NULL: it has none. */
static struct str head_of(struct str template, const char *key)
{
	struct str line, name;

	while (str_next(&template, '\n', &line) && str_starts(line, STR("-- "))) {
		line = str_slice(line, STR("-- ").len, line.len);
		if (str_next(&line, ':', &name) && str_equal(name, str_from(key)))
			return str_trim(line);
	}
	return (struct str){NULL, 0};
}

/* A string constant in one line, with no dollar quote in it that ends the one around it. */
static void add_constant(struct text *out, struct str value)
{
	if (!value.ptr) {
		text_add(out, STR("NULL"));
		return;
	}
	text_add(out, STR("E'"));
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == '\n')
			text_add(out, STR("\\n"));
		else if (value.ptr[i] == '$')
			text_add(out, STR("\\x24"));
		else if (value.ptr[i] == '\'' || value.ptr[i] == '\\')
			text_addf(out, "\\%c", value.ptr[i]);
		else
			text_add_byte(out, value.ptr[i]);
	}
	text_add_byte(out, '\'');
}

/* The value of a word of templates/stand_in.sql; false: it is none of them. */
static bool add_value(struct putting *putting, struct str word,
	const struct extension_statement *statement, struct str template)
{
	struct str fixed = head_of(template, "schema"), version = head_of(template, "version");
	const struct {
		const char *word;
		struct str value;
	} values[] = {
		{"name", statement->name},
		{"schema", statement->schema},
		{"fixed", fixed},
		{"version", statement->version.ptr ? statement->version : version},
		{"body", template},
	};

	if (str_equal(word, STR("guarded"))) {
		text_add(&putting->out, statement->is_guarded ? STR("true") : STR("false"));
		return true;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(values); i++)
		if (str_equal(word, str_from(values[i].word))) {
			add_constant(&putting->out, values[i].value);
			return true;
		}
	return false;
}

static void add_creation(struct putting *putting, const struct extension_statement *statement)
{
	struct str template = template_of(putting->arena, statement->name);
	struct str whole = template_find(STR("stand_in.sql")), line, word;

	while (str_next(&whole, '\n', &line)) {
		if (str_starts(line, STR("--")))
			continue;
		while (line.len) {
			size_t at = str_find(line, STR("@"), 0), end = str_find(line, STR("@"), at + 1);

			text_add(&putting->out, str_slice(line, 0, at));
			word = str_slice(line, at + 1, end);
			if (end < line.len && add_value(putting, word, statement, template))
				at = end + 1;
			else if (at < line.len)
				text_add_byte(&putting->out, line.ptr[at++]);
			line = str_slice(line, at, line.len);
		}
		text_add_byte(&putting->out, ' ');
	}
	/* the ';' is that of the statement */
	while (putting->out.len &&
		(is_blank(putting->out.ptr[putting->out.len - 1]) ||
			putting->out.ptr[putting->out.len - 1] == ';'))
		putting->out.len--;
}

static void add_update(struct putting *putting, const struct extension_statement *statement)
{
	text_add(&putting->out, STR("UPDATE pg_catalog.pg_extension SET extversion = coalesce("));
	add_constant(&putting->out, statement->version);
	text_add(&putting->out, STR(", extversion) WHERE extname = "));
	add_constant(&putting->out, statement->name);
}

/* Writes what stands in for the statement, in one line, and the line ends that were in it. */
static void replace(
	struct putting *putting, size_t from, const struct extension_statement *statement)
{
	struct text_edit *edit = vec_push(putting->arena, &putting->ret->edits);

	text_add(&putting->out, str_slice(putting->text, putting->done, from));
	*edit = (struct text_edit){.from = from, .to = statement->to, .put_from = putting->out.len};
	if (statement->is_update)
		add_update(putting, statement);
	else
		add_creation(putting, statement);
	for (size_t i = from; i < statement->to; i++)
		if (putting->text.ptr[i] == '\n')
			text_add_byte(&putting->out, '\n');
	edit->put_to = putting->out.len;
	putting->done = statement->to;
	if (!str_list_contains(&putting->stand_ins->names, statement->name))
		str_list_add(putting->arena, &putting->stand_ins->names, statement->name);
}

/* Offset behind the parentheses that open at the next token; `at` if none do. */
static size_t behind_parentheses(struct str text, size_t at)
{
	size_t depth = 0, next = at;
	struct token token;

	while (next_in_statement(text, &next, &token)) {
		depth += token_is_byte(text, &token, '(');
		if (!depth)
			return at;
		depth -= token_is_byte(text, &token, ')');
		if (!depth)
			return next;
	}
	return at;
}

/* USING ivfflat (...) WITH (lists = 100): `at` is behind USING, which begins at `start`. */
static void blank_parameters(struct putting *putting, size_t start, size_t at)
{
	struct str text = putting->text, stripped;
	size_t from, to;

	if ((!next_is(text, &at, "ivfflat") && !next_is(text, &at, "hnsw")) ||
		!stands_in(putting, STR("vector")))
		return;
	at = from = behind_parentheses(text, at);
	if (!next_is(text, &at, "with"))
		return;
	to = behind_parentheses(text, at);
	stripped = str_copy(putting->arena, str_slice(text, start, to));
	if (!str_list_contains(&putting->stand_ins->stripped, stripped))
		str_list_add(putting->arena, &putting->stand_ins->stripped, stripped);
	for (size_t i = from; i < to; i++)
		if (!is_blank(putting->bytes[i]))
			putting->bytes[i] = ' ';
}

/* True if a statement may begin behind the token, in SQL or PL/pgSQL. */
static bool starts_statement(struct str text, const struct token *token)
{
	return token->kind == TOKEN_SEMICOLON || token_is(text, token, "begin") ||
		token_is(text, token, "then") || token_is(text, token, "else") ||
		token_is(text, token, "loop");
}

/* Statements and, in dollar quotes, bodies. */
static void put_range(struct putting *putting, size_t from, size_t to)
{
	struct str text = str_slice(putting->text, 0, to);
	bool is_start = true;
	struct token token;

	for (size_t at = from; lexer_next(text, at, &token); at = token.to) {
		bool is_alter = token_is(text, &token, "alter");
		struct extension_statement statement;

		if (token.kind == TOKEN_STRING && text.ptr[token.from] == '$' && !token.is_open) {
			size_t start = (size_t)(token.inside.ptr - text.ptr);

			put_range(putting, start, start + token.inside.len);
		} else if (is_start && (is_alter || token_is(text, &token, "create")) &&
			read_statement(putting->arena, text, token.to, is_alter, &statement) &&
			stands_in(putting, statement.name)) {
			replace(putting, token.from, &statement);
			token.to = statement.to;
		} else if (token_is(text, &token, "using")) {
			blank_parameters(putting, token.from, token.to);
		}
		is_start = starts_statement(text, &token);
	}
}

struct edited_text stand_ins_put(struct stand_ins *stand_ins, struct arena *arena, struct str text)
{
	struct edited_text edited = {.text = text};
	struct str copy = str_copy(arena, text);
	struct putting putting = {.stand_ins = stand_ins,
		.arena = arena,
		.bytes = (char *)(uintptr_t)copy.ptr,
		.text = copy,
		.out = {.arena = arena},
		.ret = &edited};

	if (!stand_ins->are_possible)
		return edited;
	put_range(&putting, 0, copy.len);
	if (!putting.done) {
		edited.text = copy;
		return edited;
	}
	text_add(&putting.out, str_slice(copy, putting.done, copy.len));
	edited.text = text_str(&putting.out);
	return edited;
}
