/* SPDX-License-Identifier: MIT */
#include "database/applied_content.h"

#include <inttypes.h>

#include "base/crc32.h"
#include "base/sha256.h"
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

static struct str with_crlf(struct arena *arena, struct str bytes)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.ptr[i] == '\n' && (!i || bytes.ptr[i - 1] != '\r'))
			text_add_byte(&text, '\r');
		text_add_byte(&text, bytes.ptr[i]);
	}
	return text_str(&text);
}

static bool checksum_is(const struct history_adapter *adapter, struct arena *scratch,
	struct str bytes, struct str checksum)
{
	return str_equal_ignoring_case(checksum_of(adapter, scratch, bytes), checksum);
}

static enum content_verdict compare_checksum(const struct history_adapter *adapter,
	struct arena *scratch, struct str bytes, struct str checksum)
{
	struct str lf = str_with_lf(scratch, bytes);

	if (checksum_is(adapter, scratch, bytes, checksum))
		return CONTENT_SAME;
	if (checksum_is(adapter, scratch, lf, checksum) ||
		checksum_is(adapter, scratch, with_crlf(scratch, lf), checksum))
		return CONTENT_LINE_ENDS;
	return CONTENT_OTHER;
}

/* Its tokens, each behind a blank, without the semicolons: what divides statements is not stored
 * with them. */
static struct str tokens_of(struct arena *scratch, struct str sql)
{
	struct text text = {.arena = scratch};
	struct token token;

	for (size_t at = 0; lexer_next(sql, at, &token); at = token.to) {
		if (token.kind == TOKEN_SEMICOLON)
			continue;
		text_add_byte(&text, ' ');
		text_add(&text, str_slice(sql, token.from, token.to));
	}
	return text_str(&text);
}

static enum content_verdict compare_statements(
	struct arena *scratch, struct str up, struct str statements)
{
	struct str file = str_with_lf(scratch, up), stored = str_with_lf(scratch, statements);

	if (str_equal(str_trim(file), str_trim(stored)))
		return CONTENT_SAME;
	return str_equal(tokens_of(scratch, file), tokens_of(scratch, stored)) ? CONTENT_COMMENTS
																		   : CONTENT_OTHER;
}

enum content_verdict applied_content(const struct history_adapter *adapter, struct arena *scratch,
	const struct history_row *row, struct str bytes, struct str up)
{
	/* A table of the policy's may keep checksums of any kind: those that look so are SHA-256. */
	struct history_adapter any = *adapter;

	if (!any.checksum && row->checksum.len == 64)
		any.checksum = CHECKSUM_SHA256;
	if (any.checksum && row->checksum.len)
		return compare_checksum(&any, scratch, bytes, row->checksum);
	if (row->statements.len)
		return compare_statements(scratch, up, row->statements);
	return CONTENT_UNKNOWN;
}
