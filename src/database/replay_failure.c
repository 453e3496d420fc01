/* SPDX-License-Identifier: MIT */
/* Where in a file the server has failed. */
#include <stdint.h>

#include "base/unicode.h"
#include "base/vec.h"
#include "database/replay_parts.h"
#include "migration/scan.h"
#include "sql/lexer.h"

/* The server counts characters, from 1. */
static size_t byte_of_character(struct str text, size_t character)
{
	size_t at = 0;

	for (size_t i = 1; i < character && at < text.len; i++) {
		at++;
		while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
			at++;
	}
	return at;
}

/* How many statements of the text begin at the offset or before it, at least one; psql's commands
 * count as none. */
static size_t statement_number(const struct replay_source *source, size_t offset)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct str text = str_slice(source->text, source->from, source->text.len);
	struct str copy = str_copy(&arena, text);
	struct pieces pieces = split_sql(&arena, (char *)(uintptr_t)copy.ptr, copy.len);
	size_t number = 0;

	for (size_t i = 0; i < pieces.count; i++)
		number += !pieces.items[i].is_command && pieces.items[i].from <= offset;
	return number ? number : 1;
}

/* Where the statement begins that comes behind so many; of the last one if there are no more: what
 * is deferred fails when all has run. */
static size_t statement_behind(struct str sql, size_t completed)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct str copy = str_copy(&arena, sql);
	struct pieces pieces = split_sql(&arena, (char *)(uintptr_t)copy.ptr, copy.len);
	size_t number = 0, at = lexer_skip_blank(sql, 0);

	for (size_t i = 0; i < pieces.count; i++) {
		if (pieces.items[i].is_command)
			continue;
		at = pieces.items[i].from;
		if (number++ == completed)
			break;
	}
	return at;
}

size_t replay_last_statement(const struct replay_source *source)
{
	return statement_behind(source->sent.text, SIZE_MAX);
}

/* "PL/pgSQL function inline_code_block line 3 at RAISE": a line of the DO block's body. */
static size_t in_block(struct str sql, size_t at, struct str context)
{
	struct str words = STR("inline_code_block line ");
	size_t found = str_find(context, words, 0);
	size_t line = 0;
	struct token token;

	if (found == context.len)
		return at;
	for (found += words.len; found < context.len && is_digit(context.ptr[found]); found++)
		line = line * 10 + (size_t)(context.ptr[found] - '0');
	for (size_t next = at; lexer_next(sql, next, &token); next = token.to) {
		size_t start;

		if (token.kind == TOKEN_SEMICOLON)
			break;
		if (token.kind != TOKEN_STRING)
			continue;
		/* its first line is what stands behind the quote */
		start = (size_t)(token.inside.ptr - sql.ptr);
		for (; line > 1 && start < token.to; line--)
			start = str_find(sql, STR("\n"), start) + 1;
		start = lexer_skip_blank(sql, start);
		return start < token.to ? start : at;
	}
	return at;
}

/* The place of a statement that a function or a DO block runs, if its text stands there. */
static size_t inside(struct str sql, size_t at, const struct run *run)
{
	size_t found;

	if (!run->inner.len)
		return run->context.ptr ? in_block(sql, at, run->context) : at;
	found = str_find(sql, run->inner, at);
	if (found == sql.len)
		return run->context.ptr ? in_block(sql, at, run->context) : at;
	return found + byte_of_character(run->inner, run->inner_position);
}

/* Bytes that are no text are refused before anything else is read of it. */
static size_t offset_of(struct str sql, const struct run *run)
{
	if (run->position)
		return byte_of_character(sql, run->position);
	if (str_equal(run->sqlstate, STR("22021")) && utf8_valid_prefix(sql) < sql.len)
		return utf8_valid_prefix(sql);
	return inside(sql, statement_behind(sql, run->completed), run);
}

static struct replay_failure *add(
	struct replay *replay, const struct replay_source *source, size_t offset)
{
	struct replay_failure *failure = vec_push(replay->arena, &replay->failures);
	size_t origin = edited_text_origin(&source->sent, offset);
	struct position position = position_at(source->text, source->from + origin);

	failure->set = source->set;
	failure->file = source->file;
	failure->path = source->path;
	failure->statement = statement_number(source, origin);
	failure->line = position.line;
	failure->column = position.column;
	return failure;
}

void replay_add_failure(struct replay *replay, const struct replay_source *source,
	struct replay_part part, const struct run *run)
{
	struct str sql = str_slice(source->sent.text, part.from, part.to);
	struct replay_failure *failure = add(replay, source, part.from + offset_of(sql, run));

	if (run->sqlstate.ptr)
		failure->sqlstate = str_copy(replay->arena, run->sqlstate);
	failure->message = str_copy(replay->arena, run->message);
	failure->hint = replay_hint(replay, source, run);
}

void replay_add_finding(struct replay *replay, const struct replay_source *source, size_t offset,
	struct str message, struct str hint)
{
	struct replay_failure *failure = add(replay, source, offset);

	failure->message = message;
	failure->hint = hint;
}

bool replay_has_nul(struct replay *replay, const struct replay_source *source)
{
	struct str sent = source->sent.text;
	const char *nul = sent.len ? memchr(sent.ptr, '\0', sent.len) : NULL;

	if (nul)
		replay_add_finding(replay, source, (size_t)(nul - sent.ptr),
			STR("a NUL byte, behind which the server reads nothing"),
			STR("save the file as UTF-8"));
	return nul != NULL;
}
