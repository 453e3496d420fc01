/* SPDX-License-Identifier: MIT */
/* Messages by the thousand: the conversions that nearly all of them are made of need no printf(3),
 * which does all others. */
#include <stdio.h>

#include "base/str.h"

/* What is shorter than that is formatted once. */
enum { SHORT = 512 };

/* Room at the end of which more is put. */
struct draft {
	char bytes[SHORT];
	size_t len;
};

/* False if there is no room for it. */
static bool put(struct draft *draft, const char *bytes, size_t len)
{
	if (len >= sizeof draft->bytes - draft->len)
		return false;
	if (len)
		memcpy(draft->bytes + draft->len, bytes, len);
	draft->len += len;
	return true;
}

static bool put_number(struct draft *draft, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	return put(draft, digits + at, sizeof digits - at);
}

static bool put_text(struct draft *draft, const char *text, size_t most)
{
	return text && put(draft, text, strnlen(text, most));
}

/* The conversion that stands behind the '%'; false if it is another one, or there is no room. */
static bool convert(struct draft *draft, const char **format, va_list *values)
{
	const char *at = *format;
	int precision;

	if (*at == 's') {
		*format = at + 1;
		return put_text(draft, va_arg(*values, const char *), SHORT);
	}
	if (at[0] == '.' && at[1] == '*' && at[2] == 's') {
		*format = at + 3;
		precision = va_arg(*values, int);
		return precision >= 0 && put_text(draft, va_arg(*values, const char *), (size_t)precision);
	}
	if (at[0] == 'z' && at[1] == 'u') {
		*format = at + 2;
		return put_number(draft, va_arg(*values, size_t));
	}
	if (*at == 'u') {
		*format = at + 1;
		return put_number(draft, va_arg(*values, unsigned));
	}
	*format = at + 1;
	return *at == '%' && put(draft, at, 1);
}

/* False, and nothing of use in the draft, if it takes printf(3). */
static _printf_(2, 0) bool format_simply(struct draft *draft, const char *format, va_list values)
{
	bool is_simple = true;
	va_list again;

	va_copy(again, values);
	while (is_simple && *format) {
		size_t plain = strcspn(format, "%");

		is_simple = put(draft, format, plain);
		format += plain;
		if (is_simple && *format) {
			format++;
			is_simple = convert(draft, &format, &again);
		}
	}
	va_end(again);
	return is_simple;
}

struct str str_vformat(struct arena *arena, const char *format, va_list values)
{
	struct draft draft;
	va_list again;
	char *text;
	int len;

	draft.len = 0;
	if (format_simply(&draft, format, values))
		return str_copy(arena, (struct str){draft.bytes, draft.len});
	va_copy(again, values);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		len = 0;
	text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, values);
	return (struct str){text, (size_t)len};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	struct str result;
	va_list values;

	va_start(values, format);
	result = str_vformat(arena, format, values);
	va_end(values);
	return result;
}
