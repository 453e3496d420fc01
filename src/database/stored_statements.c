/* SPDX-License-Identifier: MIT */
#include "database/stored_statements.h"

#include "sql/lexer.h"
#include "sql/sql.h"

/* True if the byte lies in a statement: as the semicolons do in BEGIN ATOMIC ... END. `next` is
 * the first statement that may hold it. */
static bool is_inside(const struct sql *sql, size_t offset, size_t *next)
{
	while (*next < sql->statements.count &&
		(sql->statements.items[*next].to <= offset || sql->statements.items[*next].outer != *next))
		++*next;
	return *next < sql->statements.count && sql->statements.items[*next].from <= offset;
}

static void add(struct arena *arena, struct str_list *list, struct str text)
{
	text = str_trim(text);
	if (text.len)
		str_list_add(arena, list, text);
}

struct str_list stored_statements(struct arena *arena, const struct migration_set *set,
	const struct migration_file *file, struct str content)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct migration_file copy = *file;
	struct str_list list = {0};
	const struct sql *sql;
	struct token token;
	size_t from = str_starts(content, STR("\xef\xbb\xbf")) ? 3 : 0, next = 0;

	copy.script = script_read(&scratch, set->spec, file->name.role, content);
	sql = sql_read(&scratch, &scratch, &copy, 0, content.len, false, WRAPPED_NOT);
	for (size_t at = from; lexer_next(content, at, &token); at = token.to) {
		if (token.kind != TOKEN_SEMICOLON || is_inside(sql, token.from, &next))
			continue;
		add(arena, &list, str_slice(content, from, token.from));
		from = token.to;
	}
	add(arena, &list, str_slice(content, from, content.len));
	return list;
}
