/* SPDX-License-Identifier: MIT */
#include "database/applied_content.h"

#include <inttypes.h>

#include "base/crc32.h"
#include "base/sha256.h"
#include "database/same_sql.h"
#include "migration/scan.h"
#include "sql/lexer.h"

/* Flyway's ChecksumCalculator: the lines one after another, without their ends and a byte order
 * mark. */
static struct str crc32_of_lines(struct arena *arena, struct str bytes)
{
	struct text lines = {.arena = arena};

	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_slice(bytes, 3, bytes.len);
	for (size_t i = 0; i < bytes.len; i++)
		if (!is_line_end(bytes.ptr[i]))
			text_add_byte(&lines, bytes.ptr[i]);
	return str_format(arena, "%" PRId32, (int32_t)crc32_of(text_str(&lines)));
}

struct str checksum_of(const struct history_adapter *adapter, struct arena *arena, struct str bytes)
{
	switch (adapter->checksum) {
	case CHECKSUM_SHA256:
		return sha256_hex(arena, bytes);
	case CHECKSUM_SHA384:
		return sha384_hex(arena, bytes);
	case CHECKSUM_CRC32_LINES:
		return crc32_of_lines(arena, bytes);
	default:
		return (struct str){NULL, 0};
	}
}

/* Prisma's of old wrote a byte below 16 as one digit. */
static struct str without_padding(struct arena *arena, struct str hex)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i + 1 < hex.len; i += 2)
		text_add(&text, str_slice(hex, hex.ptr[i] == '0' ? i + 1 : i, i + 2));
	return text_str(&text);
}

static bool checksum_is(const struct history_adapter *adapter, struct arena *scratch,
	struct str bytes, struct str checksum)
{
	struct str own = checksum_of(adapter, scratch, bytes);

	return str_equal_ignoring_case(own, checksum) ||
		(adapter->checksum == CHECKSUM_SHA256 && checksum.len < own.len &&
			str_equal(without_padding(scratch, own), checksum));
}

static enum content_verdict compare_checksum(const struct history_adapter *adapter,
	struct arena *scratch, struct str bytes, struct str checksum)
{
	struct str lf = str_with_lf(scratch, bytes);

	if (checksum_is(adapter, scratch, bytes, checksum))
		return CONTENT_SAME;
	if (checksum_is(adapter, scratch, lf, checksum) ||
		checksum_is(adapter, scratch, str_with_crlf(scratch, lf), checksum))
		return CONTENT_LINE_ENDS;
	return CONTENT_OTHER;
}

/* Part of an operator (manual, 4.1.3): "< -" is not "<-". */
static bool is_operator(struct str sql, const struct token *token)
{
	return token->kind == TOKEN_OTHER && str_has(STR("+-*/<>=~!@#%^&|`?:"), sql.ptr[token->from]);
}

struct str sql_tokens(struct arena *arena, struct str sql)
{
	struct text text = {.arena = arena};
	struct token token;
	size_t operator_end = SIZE_MAX;

	for (size_t at = 0; lexer_next(sql, at, &token); at = token.to) {
		if (token.kind == TOKEN_SEMICOLON)
			continue;
		if (!is_operator(sql, &token) || token.from != operator_end)
			text_add_byte(&text, ' ');
		text_add(&text, str_slice(sql, token.from, token.to));
		operator_end = is_operator(sql, &token) ? token.to : SIZE_MAX;
	}
	return text_str(&text);
}

/* All comments, without blanks. */
static struct str comments_of(struct arena *arena, struct str sql)
{
	struct text text = {.arena = arena};
	struct token token = {.to = 0};

	for (size_t at = 0; at < sql.len; at = token.to) {
		size_t end = lexer_next(sql, at, &token) ? token.from : sql.len;

		for (; at < end; at++)
			if (!is_blank(sql.ptr[at]))
				text_add_byte(&text, sql.ptr[at]);
		if (end == sql.len)
			break;
	}
	return text_str(&text);
}

static enum content_verdict compare_statements(
	struct arena *scratch, struct str up, struct str statements)
{
	struct str file = str_with_lf(scratch, up), stored = str_with_lf(scratch, statements);

	if (str_equal(str_trim(file), str_trim(stored)) || sql_is_same_but_separators(file, stored))
		return CONTENT_SAME;
	if (!str_equal(sql_tokens(scratch, file), sql_tokens(scratch, stored)))
		return CONTENT_OTHER;
	/* blanks between statements are not stored */
	return str_equal(comments_of(scratch, file), comments_of(scratch, stored)) ? CONTENT_SAME
																			   : CONTENT_COMMENTS;
}

static bool is_hex(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]) && !(lower(text.ptr[i]) >= 'a' && lower(text.ptr[i]) <= 'f'))
			return false;
	return true;
}

enum history_checksum row_checksum_kind(
	const struct history_adapter *adapter, const struct history_row *row)
{
	struct str checksum = row->checksum;

	switch (adapter->checksum) {
	case CHECKSUM_NONE:
		return checksum.len == 64 && is_hex(checksum) ? CHECKSUM_SHA256 : CHECKSUM_NONE;
	case CHECKSUM_SHA256:
		/* 32 digits are MD5; prisma's of old has at least one for each byte */
		return checksum.len > 40 && checksum.len <= 64 && is_hex(checksum) ? CHECKSUM_SHA256
																		   : CHECKSUM_NONE;
	default:
		return checksum.len ? adapter->checksum : CHECKSUM_NONE;
	}
}

enum content_verdict applied_content(const struct history_adapter *adapter, struct arena *scratch,
	const struct history_row *row, struct str bytes, struct str up)
{
	struct history_adapter any = *adapter;

	any.checksum = row_checksum_kind(adapter, row);
	if (any.checksum)
		return compare_checksum(&any, scratch, bytes, row->checksum);
	if (row->statements.len)
		return compare_statements(scratch, up, row->statements);
	return CONTENT_UNKNOWN;
}

bool same_statements(struct arena *scratch, struct str a, struct str b)
{
	return str_equal(
		sql_tokens(scratch, str_with_lf(scratch, a)), sql_tokens(scratch, str_with_lf(scratch, b)));
}

/* Adds a statement with the semicolon that was not stored with it; not behind a comment, of which
 * it would become a part. */
static void add_statement(struct text *text, struct str sql, size_t tokens_end)
{
	text_add(text, text->len ? STR("\n\n") : STR(""));
	text_add(text, str_trim(sql));
	if (tokens_end)
		text_add(text, str_trim(str_slice(sql, tokens_end, sql.len)).len ? STR("\n;") : STR(";"));
}

struct str applied_statements(struct arena *arena, struct str statements, size_t *ret_count)
{
	struct text text = {.arena = arena};
	size_t begin = 0, end = 0, count = 0;
	struct token token;
	bool found = true;

	for (size_t at = 0; found; at = token.to) {
		struct str sql;

		found = lexer_next(statements, at, &token);
		if (found && token.kind != TOKEN_SEMICOLON) {
			end = token.to;
			continue;
		}
		sql = str_slice(statements, begin, found ? token.from : statements.len);
		if (str_trim(sql).len)
			add_statement(&text, sql, end > begin ? end - begin : 0);
		count += end > begin;
		begin = token.to;
	}
	text_add(&text, text.len ? STR("\n") : STR(""));
	*ret_count = count;
	return text_str(&text);
}
