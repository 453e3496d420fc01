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
	for (uint64_t eight; bytes.len - from >= sizeof eight; from += sizeof eight) {
		memcpy(&eight, bytes.ptr + from, sizeof eight);
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (from < bytes.len && (unsigned char)bytes.ptr[from] < 0x80)
		from++;
	return from;
}

bool unicode_is_ascii(struct str text)
{
	return ascii_prefix(text, 0) == text.len;
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

	for (size_t at = 0; at < text.len;) {
		size_t plain = ascii_prefix(text, at), len;

		columns += plain - at;
		at = plain;
		if (at == text.len)
			break;
		len = utf8_decode(str_slice(text, at, text.len), &code_point);
		at += len ? len : 1;
		columns++;
	}
	return columns;
}

static bool has_upper(struct str ascii)
{
	size_t i = 0;

	/* no byte of ASCII overflows: the high bit says "from 'A' on", and "behind 'Z'" */
	for (uint64_t eight; ascii.len - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, ascii.ptr + i, sizeof eight);
		if ((eight + UINT64_C(0x3f3f3f3f3f3f3f3f)) & ~(eight + UINT64_C(0x2525252525252525)) &
			UINT64_C(0x8080808080808080))
			return true;
	}
	for (; i < ascii.len; i++)
		if (is_upper(ascii.ptr[i]))
			return true;
	return false;
}

struct str unicode_fold(struct arena *arena, struct str name)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len;
	struct str result;

	if (unicode_is_ascii(name))
		return has_upper(name) ? str_lower(arena, name) : name;
	len = utf8proc_map((const utf8proc_uint8_t *)name.ptr, (utf8proc_ssize_t)name.len, &folded,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	if (len < 0)
		return name;
	result = str_copy(arena, (struct str){(const char *)folded, (size_t)len});
	free(folded);
	return result;
}

/* Surrogates: the two halves of a code point above U+FFFF. */
enum { HIGH_SURROGATE = 0xd800, LOW_SURROGATE = 0xdc00, SURROGATE_COUNT = 0x400 };

static bool is_half(unsigned unit, unsigned first)
{
	return unit >= first && unit < first + SURROGATE_COUNT;
}

static void add_utf8(struct text *text, unsigned code_point)
{
	unsigned char bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);

	text_add(text, (struct str){(const char *)bytes, (size_t)len});
}

bool utf16_decode(struct arena *arena, struct str bytes, struct str *ret)
{
	const unsigned char *units = (const unsigned char *)bytes.ptr;
	bool is_little = str_starts(bytes, STR("\xff\xfe"));
	struct text text = {.arena = arena};

	if (bytes.len % 2 || (!is_little && !str_starts(bytes, STR("\xfe\xff"))))
		return false;
	for (size_t at = 2, high = 0; at <= bytes.len; at += 2) {
		unsigned unit = at == bytes.len ? 0
			: is_little                 ? units[at] | (unsigned)units[at + 1] << 8
										: units[at + 1] | (unsigned)units[at] << 8;

		if ((high != 0) != is_half(unit, LOW_SURROGATE))
			return false;
		if (at == bytes.len)
			break;
		if (is_half(unit, HIGH_SURROGATE)) {
			high = unit;
			continue;
		}
		if (high)
			unit = 0x10000 + ((unsigned)(high - HIGH_SURROGATE) << 10) + (unit - LOW_SURROGATE);
		add_utf8(&text, unit);
		high = 0;
	}
	*ret = text_str(&text);
	return true;
}
