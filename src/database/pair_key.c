/* SPDX-License-Identifier: MIT */
#include "database/pair_key.h"

#include "base/sha256.h"
#include "database/applied_content.h"

static struct str without_ending(struct str name)
{
	static const struct str endings[] = {{".sql", 4}, {".up", 3}};

	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
		if (str_ends(name, endings[i]))
			name = str_slice(name, 0, name.len - endings[i].len);
	return name;
}

static bool divides_words(char byte)
{
	return !is_alnum(byte) && (unsigned char)byte < 0x80;
}

/* The length of a version at the beginning, whoever gave it: four digits and more, and what hyphens
 * add to them. */
static size_t leading_version(struct str name)
{
	size_t at = 0, end = 0;

	while (at < name.len && is_digit(name.ptr[at]))
		at++;
	if (at < 4 || (at < name.len && !divides_words(name.ptr[at])))
		return 0;
	for (end = at; at < name.len && name.ptr[at] == '-'; end = at) {
		size_t from = ++at;

		while (at < name.len && is_digit(name.ptr[at]))
			at++;
		if (at == from || (at < name.len && !divides_words(name.ptr[at])))
			break;
	}
	return end;
}

static struct str without_version(struct str name, struct str version)
{
	size_t at = version.len ? str_find(name, version, 0) : name.len;

	/* V1__name: a letter may stand before it */
	if (at <= 1 && at + version.len < name.len && divides_words(name.ptr[at + version.len]))
		return str_slice(name, at + version.len, name.len);
	/* V2__name of a row that has another version */
	at = str_find(name, STR("__"), 0);
	if (at < name.len && name.len > 1 && is_alpha(name.ptr[0]) && is_digit(name.ptr[1]))
		return str_slice(name, at, name.len);
	return str_slice(name, leading_version(name), name.len);
}

struct str pair_name(struct arena *arena, struct str name, struct str version)
{
	struct text words = {.arena = arena};

	name = without_version(without_ending(str_basename(name)), version);
	for (size_t i = 0; i < name.len; i++) {
		if (!divides_words(name.ptr[i]))
			text_add_byte(&words, lower(name.ptr[i]));
		else if (words.len && words.ptr[words.len - 1] != '_')
			text_add_byte(&words, '_');
	}
	if (words.len && words.ptr[words.len - 1] == '_')
		words.len--;
	return words.len ? text_str(&words) : (struct str){NULL, 0};
}

/* NULL tokens: of a file that says nothing, and so may be any other that does. */
static struct str statements_key(struct arena *arena, struct arena *scratch, struct str sql)
{
	struct str tokens = sql_tokens(scratch, str_with_lf(scratch, sql));

	return tokens.len ? sha256_hex(arena, tokens) : (struct str){NULL, 0};
}

static struct str checksum_key(struct arena *arena, enum history_checksum kind, struct str checksum)
{
	return str_format(arena, "%d %.*s", kind, STR_ARG(str_lower(arena, checksum)));
}

struct str pair_row_content(struct arena *arena, struct arena *scratch,
	const struct history_adapter *adapter, const struct history_row *row)
{
	enum history_checksum kind = row_checksum_kind(adapter, row);

	if (kind && row->checksum.len)
		return checksum_key(arena, kind, row->checksum);
	return row->statements.len ? statements_key(arena, scratch, row->statements)
							   : (struct str){NULL, 0};
}

size_t pair_file_contents(struct arena *arena, struct arena *scratch,
	const struct history_adapter *adapter, struct str bytes, struct str up,
	struct str ret[PAIR_CONTENTS])
{
	struct history_adapter any = *adapter;
	struct str lf = str_with_lf(scratch, bytes);
	struct str variants[] = {bytes, lf, str_with_crlf(scratch, lf)};
	struct str statements = statements_key(arena, scratch, up);
	size_t count = 0;

	/* a table of the policy's may keep checksums: those that look so are SHA-256 */
	if (!any.checksum)
		any.checksum = CHECKSUM_SHA256;
	for (size_t i = 0; i < ARRAY_LENGTH(variants); i++) {
		struct str key = checksum_key(arena, any.checksum, checksum_of(&any, scratch, variants[i]));
		bool is_known = false;

		for (size_t j = 0; j < count; j++)
			is_known |= str_equal(ret[j], key);
		if (!is_known)
			ret[count++] = key;
	}
	if (statements.ptr)
		ret[count++] = statements;
	return count;
}
