/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/regex.h"
#include "lint/demand.h"
#include "sql/lexer.h"

/* The server keeps that many bytes of an identifier (manual, 4.1.1). */
enum { LONGEST_IDENTIFIER = 63 };

static const struct option_key options[] = {
	{"pattern", VALUE_REGEX, NULL, "^[a-z_][a-z0-9_]*$", "what names of new objects must match"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

/* Not asked: labels, sentences, and names that others have chosen. */
static bool is_asked(enum object_kind kind)
{
	switch (kind) {
	case KIND_OTHER:
	case KIND_ENUM_VALUE:
	case KIND_POLICY:
	case KIND_EXTENSION:
	case KIND_COLLATION:
	case KIND_USER_MAPPING:
	case KIND_ROLE:
		return false;
	default:
		return true;
	}
}

/* As the server reads it, but for the case of letters. */
static struct str identifier_of(struct arena *arena, struct str sql, const struct token *token)
{
	struct text text = {.arena = arena};

	if (token->kind == TOKEN_WORD)
		return str_slice(sql, token->from, token->to);
	if (token->is_verbatim)
		return token->inside;
	for (size_t i = 0; i < token->inside.len; i++) {
		text_add_byte(&text, token->inside.ptr[i]);
		i += token->inside.ptr[i] == '"';
	}
	return text_str(&text);
}

static bool is_identifier(const struct token *token)
{
	return token->kind == TOKEN_WORD || token->kind == TOKEN_QUOTED_IDENTIFIER;
}

static bool is_word_byte(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '$' || (unsigned char)byte >= 0x80;
}

/* How many bytes around the place may be one word. */
static size_t word_around(struct str text, size_t at)
{
	size_t from = at, to = at;

	while (from && is_word_byte(text.ptr[from - 1]))
		from--;
	while (to < text.len && is_word_byte(text.ptr[to]))
		to++;
	return to - from;
}

/* False if no identifier there can be too long: none is in quotes, and no word has so many bytes.
 * One that has covers one of the places that are looked at. */
static bool may_be_too_long(struct str text)
{
	if (str_has(text, '"'))
		return true;
	for (size_t at = LONGEST_IDENTIFIER; at < text.len; at += LONGEST_IDENTIFIER + 1)
		if (word_around(text, at) > LONGEST_IDENTIFIER)
			return true;
	return false;
}

static void check_length(const struct subject *subject, const struct sql *sql, size_t from,
	size_t to, struct str_list *known, struct diagnostics *out)
{
	struct str text = str_slice(sql->text, 0, to);
	struct token token;

	if (!may_be_too_long(str_slice(text, from, to)))
		return;
	for (size_t at = from; lexer_next(text, at, &token); at = token.to) {
		struct str name, kept;
		struct diagnostic *diagnostic;

		if (!is_identifier(&token) || token.to - token.from <= LONGEST_IDENTIFIER)
			continue;
		name = identifier_of(subject->arena, text, &token);
		if (name.len <= LONGEST_IDENTIFIER || str_list_contains(known, name))
			continue;
		str_list_add(subject->arena, known, name);
		diagnostic = diagnose(out, sql->file, (struct span){token.from, token.to},
			"an identifier of %zu bytes: the server keeps %d, and drops the rest with a mere "
			"notice",
			name.len, LONGEST_IDENTIFIER);
		diagnostic->severity = SEVERITY_ERROR;
		kept = str_slice(name, 0, LONGEST_IDENTIFIER);
		diagnostic_hint(out, diagnostic, "Shorten it; it would become %s",
			escape_text(subject->arena, kept, false).ptr);
	}
}

/* False where a statement of a body is known by its line alone, which may start within a string. */
static bool stands_there(const struct sql *sql, const struct statement *statement)
{
	struct str text = str_slice(sql->text, statement->from, statement->to), verb;
	struct str words = str_from(statement->verb);
	struct token token;

	return str_next(&words, ' ', &verb) && lexer_next(text, 0, &token) &&
		str_equal_ignoring_case(str_slice(text, token.from, token.to), verb);
}

/* Bodies are strings in the file's text: those whose SQL was read. */
static void check_lengths(
	const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	struct str_list known = {0};

	check_length(subject, sql, sql->from, sql->to, &known, out);
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP && statement->verb && stands_there(sql, statement))
			check_length(subject, sql, statement->from, statement->to, &known, out);
	}
}

/* The server's name, which is cut off between two characters. */
static bool is_name(struct str written, struct str name)
{
	return str_equal(written, name) ||
		(written.len > LONGEST_IDENTIFIER && name.len + 4 > LONGEST_IDENTIFIER &&
			str_starts(written, name));
}

/* Where the statement writes the name, and how; the statement's place if it does so nowhere. */
static struct span find_written(const struct subject *subject, const struct sql *sql,
	const struct statement *statement, struct str name, struct str *written)
{
	struct str text = str_slice(sql->text, 0, statement->to);
	struct token token;

	for (size_t at = statement->from; lexer_next(text, at, &token); at = token.to) {
		struct str found;

		if (!is_identifier(&token))
			continue;
		found = identifier_of(subject->arena, text, &token);
		if (!is_name(token.kind == TOKEN_WORD ? str_lower(subject->arena, found) : found, name))
			continue;
		*written = found;
		return (struct span){token.from, token.to};
	}
	*written = name;
	return statement_span(sql, statement);
}

/* "userId" without quotes: the server folds it to userid, and the words run together. */
static bool runs_together(struct str written)
{
	for (size_t i = 1; i < written.len; i++)
		if (is_upper(written.ptr[i]) && is_lower(written.ptr[i - 1]))
			return true;
	return false;
}

static void check_style(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct regex *pattern, struct diagnostics *out)
{
	struct str name = fact->act == ACT_RENAME ? fact->new_name : fact->object.name, written;
	struct span span;
	bool matches;

	if ((fact->act != ACT_CREATE && fact->act != ACT_RENAME) || !is_asked(fact->kind) ||
		!name.len || fact_statement(sql, fact)->place == PLACE_BODY)
		return;
	span = find_written(subject, sql, fact_statement(sql, fact), name, &written);
	matches = regex_find(pattern, name, NULL);
	if (matches && (str_equal(written, name) || !runs_together(written)))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, span, "the name of the %s %s %s", object_kinds[fact->kind].name,
			escape_text(subject->arena, written, false).ptr,
			matches ? "is folded to lower case: its words run together"
					: "is not in the style asked for"),
		"Names match %s", escape_text(subject->arena, regex_pattern(pattern), false).ptr);
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	struct str pattern = policy_option(subject->policy, &subject->rule->key, "pattern");
	struct regex *regex;
	struct error ignored; /* the policy's reader has compiled it before */

	check_lengths(subject, sql, out);
	if (subject->demand->only_errors || sql->is_down ||
		regex_compile(&regex, subject->arena, pattern, &ignored))
		return;
	for (size_t i = 0; i < sql->facts.count; i++)
		check_style(subject, sql, &sql->facts.items[i], regex, out);
}

const struct rule rule_identifier_style = {
	.key = {.id = "identifier-style", .severity = SEVERITY_OFF, .options = options},
	.scope = 'S',
	.flags = RULE_ALWAYS_ERRORS,
	.summary = "a name that is not snake_case; one longer than 63 bytes, which is always an error",
	.why =
		"The server cuts a longer identifier off with a notice that nobody reads: two names that "
		"differ at their ends become one, and the code asks for a name that is not there. That "
		"is refused unless the policy says `off`. A name that is not snake_case has to be "
		"quoted wherever it is used, or loses its capitals; that is asked where a policy turns "
		"the rule on. Names of policies, enum values, roles and extensions are not asked.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS \"userAccounts\" (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS user_accounts (id bigint PRIMARY KEY);\n",
	.remedy = "`pattern` in the policy for another style; "
			  "`-- mighook: allow identifier-style REASON` before the statement.",
	.source = "PostgreSQL manual, 4.1.1; sbdchd/squawk identifier-too-long",
	.squawk = "identifier-too-long",
	.check_sql = check_sql,
};
