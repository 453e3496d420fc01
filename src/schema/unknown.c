/* SPDX-License-Identifier: MIT */
#include "schema/unknown.h"

#include "sql/lexer.h"

/* Names of the server's own tables of objects, and the kind that is looked up there: a loop over
 * them changes nobody knows which. */
static const struct {
	const char *word;
	enum object_kind kind;
} catalogs[] = {
	{"pg_tables", KIND_TABLE},
	{"pg_class", KIND_TABLE},
	{"tables", KIND_TABLE},
	{"columns", KIND_COLUMN},
	{"pg_attribute", KIND_COLUMN},
	{"pg_policies", KIND_POLICY},
	{"pg_policy", KIND_POLICY},
	{"pg_proc", KIND_FUNCTION},
	{"routines", KIND_FUNCTION},
	{"pg_constraint", KIND_CONSTRAINT},
	{"table_constraints", KIND_CONSTRAINT},
	{"pg_indexes", KIND_INDEX},
	{"pg_index", KIND_INDEX},
	{"pg_trigger", KIND_TRIGGER},
	{"triggers", KIND_TRIGGER},
	{"pg_views", KIND_VIEW},
	{"views", KIND_VIEW},
	{"pg_type", KIND_TYPE},
	{"pg_enum", KIND_TYPE},
	{"pg_sequences", KIND_SEQUENCE},
	{"sequences", KIND_SEQUENCE},
};

static void mark(struct catalog *catalog, struct catalog_entry *entry, const char *why)
{
	if (catalog_lives(entry) && !entry->state->unverified)
		catalog_edit(catalog, entry)->unverified = why;
}

static void mark_whole(struct catalog *catalog, struct catalog_entry *entry, const char *why)
{
	mark(catalog, entry, why);
	for (size_t i = 0; i < entry->parts.count; i++)
		mark(catalog, entry->parts.items[i], why);
}

static void mark_kind(struct catalog *catalog, enum object_kind kind, const char *why)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++)
		if (catalog_all(catalog)->items[i]->state->kind == kind)
			mark(catalog, catalog_all(catalog)->items[i], why);
}

static void mark_named(struct catalog *catalog, struct str word, const char *why)
{
	struct object_name name = {{NULL, 0}, word};
	struct catalog_entry *found[] = {catalog_relation(catalog, name, LATEST),
		catalog_type(catalog, name, LATEST),
		catalog_function(catalog, name, (struct str){NULL, 0}, LATEST)};

	for (size_t i = 0; i < ARRAY_LENGTH(found); i++)
		if (found[i])
			mark_whole(catalog, found[i], why);
}

static bool is_word_byte(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '$' || (unsigned char)byte >= 128;
}

/* Words of a constant may be names: 'ALTER TABLE users ...'. */
static void mark_words(struct catalog *catalog, struct str text, bool is_code, const char *why)
{
	str_list_add(catalog->arena, &catalog->unread, text);
	for (size_t at = 0; at < text.len; at++) {
		size_t end = at;
		struct str word;

		while (end < text.len && is_word_byte(text.ptr[end]))
			end++;
		if (end == at)
			continue;
		word = str_slice(text, at, end);
		at = end;
		mark_named(catalog, word, why);
		for (size_t i = 0; is_code && i < ARRAY_LENGTH(catalogs); i++)
			if (str_equal_ignoring_case(word, str_from(catalogs[i].word)))
				mark_kind(catalog, catalogs[i].kind, why);
	}
}

/* The statement at the top that the place lies in; NULL if there is none. */
static const struct statement *around(const struct sql *sql, size_t offset)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place == PLACE_TOP && offset >= statement->from && offset < statement->to)
			return statement;
	}
	return NULL;
}

/* True for SQL that begins with a word after which no object is another: what it does to rows and
 * privileges is not what is compared. */
static bool is_harmless(struct str text)
{
	static const char *const verbs[] = {"grant", "revoke", "comment", "insert", "update", "delete",
		"truncate", "analyze", "notify", "vacuum", "refresh", "reindex", "copy", "lock", "set",
		"show", "values"};
	struct token token;
	size_t end = str_find(text, STR(";"), 0);

	if (!lexer_next(text, 0, &token) || str_trim(str_slice(text, end + 1, text.len)).len)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(verbs); i++)
		if (token_is(text, &token, verbs[i]))
			return true;
	return false;
}

/* EXECUTE format('GRANT ...', ...): the first constant says what is done. */
static bool is_built_harmless(const struct sql *sql, const struct opaque *opaque)
{
	const struct literal *first = NULL;

	for (size_t i = 0; i < sql->literals.count; i++) {
		const struct literal *literal = &sql->literals.items[i];

		if (literal->from >= opaque->from && literal->to <= opaque->to && literal->to &&
			(!first || literal->from < first->from))
			first = literal;
	}
	return first && is_harmless(first->value);
}

void catalog_mark_unknown(struct catalog *catalog, const struct sql *sql)
{
	bool is_consequence = catalog->is_consequence;

	catalog->is_consequence = true;
	catalog->step++;
	for (size_t i = 0; i < sql->opaques.count; i++) {
		const struct statement *statement = around(sql, sql->opaques.items[i].from);

		/* a function does nothing before it is called */
		if ((statement && statement->verb && strcmp(statement->verb, "DO") != 0) ||
			is_built_harmless(sql, &sql->opaques.items[i]))
			continue;
		mark_words(catalog,
			statement ? str_slice(sql->text, statement->from, statement->to)
					  : str_slice(sql->text, sql->opaques.items[i].from, sql->opaques.items[i].to),
			/* is_code= */ true, "a statement builds its SQL while it runs");
	}
	for (size_t i = 0; i < sql->errors.count; i++) {
		struct str text = str_slice(
			sql->text, sql->errors.items[i].statement_from, sql->errors.items[i].to);

		if (!sql->errors.items[i].is_body && !is_harmless(text))
			mark_words(catalog, text, /* is_code= */ false, "a statement could not be read");
	}
	catalog->is_consequence = is_consequence;
}

void catalog_mark_all_unknown(struct catalog *catalog)
{
	bool is_consequence = catalog->is_consequence;

	catalog->is_consequence = true;
	catalog->step++;
	for (size_t i = 0; i < catalog_all(catalog)->count; i++)
		mark(catalog, catalog_all(catalog)->items[i], "a migration could not be read");
	catalog->is_consequence = is_consequence;
}
