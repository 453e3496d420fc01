/* SPDX-License-Identifier: MIT */
/* Changes of privileges as statements. */
#include <stdint.h>

#include "database/drift_sql.h"
#include "database/dump_reader.h"
#include "sql/split.h"

/* The statements, each with its ';'. */
static struct str_list read_statements(struct arena *arena, struct str sql)
{
	struct str copy = str_copy(arena, sql);
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)copy.ptr, copy.len);
	struct str_list statements = {0};

	for (size_t i = 0; i < pieces.count; i++)
		str_list_add(arena, &statements,
			str_trim(str_slice(copy, pieces.items[i].from, pieces.items[i].to)));
	return statements;
}

/* A GRANT as the REVOKE that takes it back, and the other way round; what it is may stand behind
 * ALTER DEFAULT PRIVILEGES. */
static void add_opposite(struct text *text, struct str sql)
{
	struct dump_reader reader = dump_reader_start(text->arena, sql);
	const char *word = NULL, *other_word = NULL;
	size_t at = 0;

	for (; !reader.is_end && reader.token.kind != TOKEN_SEMICOLON; dump_reader_skip(&reader)) {
		const char *instead = NULL;

		if (!word && (dump_reader_is(&reader, "grant") || dump_reader_is(&reader, "revoke"))) {
			bool grants = dump_reader_is(&reader, "grant");

			word = grants ? "to" : "from";
			other_word = grants ? "FROM" : "TO";
			instead = grants ? "REVOKE" : "GRANT";
		} else if (word && dump_reader_is(&reader, word)) {
			instead = other_word;
		} else if (word && dump_reader_is(&reader, "with")) {
			break;
		}
		text_add(text, str_slice(sql, at, reader.token.from));
		text_add(text, instead ? str_from(instead) : dump_reader_text(&reader));
		at = reader.token.to;
	}
	text_add(text, STR(";\n"));
}

/* Who it is about; what somebody may do is changed by no statement about others. */
static struct str read_grantee(struct arena *arena, struct str sql)
{
	static const char *const words[] = {"to", "from"};
	struct dump_reader reader = dump_reader_start(arena, sql);

	for (; !reader.is_end; dump_reader_skip(&reader))
		for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
			if (dump_reader_take(&reader, words[i]))
				return reader.is_end ? STR("") : dump_reader_text(&reader);
	return STR("");
}

struct str drift_privilege_sql(struct arena *arena, const struct drift_object *privilege)
{
	struct str_list left = read_statements(arena, privilege->left);
	struct str_list right = read_statements(arena, privilege->right);
	struct str_list grantees = {0};
	struct text text = {.arena = arena};

	/* a REVOKE stands before the GRANT that it makes room for: back from the end */
	for (size_t i = left.count; i-- > 0;)
		if (!str_list_contains(&right, left.items[i])) {
			add_opposite(&text, left.items[i]);
			str_list_add(arena, &grantees, read_grantee(arena, left.items[i]));
		}
	for (size_t i = 0; i < right.count; i++)
		/* what was taken back may have been given by one that stays, too */
		if (!str_list_contains(&left, right.items[i]) ||
			str_list_contains(&grantees, read_grantee(arena, right.items[i])))
			text_addf(&text, "%.*s\n", STR_ARG(right.items[i]));
	return text_str(&text);
}
