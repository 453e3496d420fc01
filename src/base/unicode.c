/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"

#include <utf8proc.h>

size_t utf8_decode(struct str bytes, unsigned *ret_code_point)
{
	utf8proc_int32_t code_point;
	utf8proc_ssize_t len = utf8proc_iterate(
		(const utf8proc_uint8_t *)bytes.ptr, (utf8proc_ssize_t)bytes.len, &code_point);

	if (len <= 0)
		return 0;
	*ret_code_point = (unsigned)code_point;
	return (size_t)len;
}

static size_t ascii_prefix(struct str bytes, size_t from)
{
	while (from < bytes.len && (unsigned char)bytes.ptr[from] < 0x80)
		from++;
	return from;
}

size_t utf8_valid_prefix(struct str bytes)
{
	size_t at = ascii_prefix(bytes, 0);
	unsigned code_point;

	while (at < bytes.len) {
		size_t len = utf8_decode(str_slice(bytes, at, bytes.len), &code_point);

		if (!len)
			break;
		at = ascii_prefix(bytes, at + len);
	}
	return at;
}

size_t utf8_width(struct str text)
{
	size_t columns = 0;
	unsigned code_point;

	for (size_t at = 0; at < text.len; columns++) {
		size_t len = utf8_decode(str_slice(text, at, text.len), &code_point);

		at += len ? len : 1;
	}
	return columns;
}

static bool has_upper(struct str ascii)
{
	for (size_t i = 0; i < ascii.len; i++)
		if (is_upper(ascii.ptr[i]))
			return true;
	return false;
}

struct str unicode_fold(struct arena *arena, struct str name)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len;
	struct str result;

	if (ascii_prefix(name, 0) == name.len)
		return has_upper(name) ? str_lower(arena, name) : name;
	len = utf8proc_map((const utf8proc_uint8_t *)name.ptr, (utf8proc_ssize_t)name.len, &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	if (len < 0)
		return name;
	result = str_copy(arena, (struct str){(const char *)folded, (size_t)len});
	free(folded);
	return result;
}
