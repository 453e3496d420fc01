/* SPDX-License-Identifier: MIT */
#include "migration/version.h"

static struct str without_leading_zeros(struct str digits)
{
	size_t at = 0;

	while (at + 1 < digits.len && digits.ptr[at] == '0')
		at++;
	return str_slice(digits, at, digits.len);
}

static int compare_numbers(struct str a, struct str b)
{
	a = without_leading_zeros(a);
	b = without_leading_zeros(b);
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return str_compare(a, b);
}

static int compare_texts(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < a.len && a.ptr[i] == '-')
			i++;
		while (j < b.len && b.ptr[j] == '-')
			j++;
		if (i == a.len || j == b.len)
			return (i < a.len) - (j < b.len);
		if (a.ptr[i] != b.ptr[j])
			return (unsigned char)a.ptr[i] - (unsigned char)b.ptr[j];
	}
}

static struct str next_part(struct str *rest)
{
	size_t end = 0;
	struct str part;

	while (end < rest->len && is_digit(rest->ptr[end]))
		end++;
	part = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end + 1, rest->len);
	return part.len ? part : STR("0");
}

static int compare_parts(struct str a, struct str b)
{
	while (a.len || b.len) {
		int order = compare_numbers(next_part(&a), next_part(&b));

		if (order)
			return order;
	}
	return 0;
}

int version_compare(enum version_order order, struct str a, struct str b)
{
	switch (order) {
	case ORDER_NUMBER:
		return compare_numbers(a, b);
	case ORDER_DOTTED:
		return compare_parts(a, b);
	default:
		return compare_texts(a, b);
	}
}

static struct str without_dashes(struct arena *arena, struct str version)
{
	struct text digits;

	if (!str_has(version, '-'))
		return version;
	digits = text_of_size(arena, version.len);
	for (size_t i = 0; i < version.len; i++)
		if (version.ptr[i] != '-')
			text_add_byte(&digits, version.ptr[i]);
	return text_str(&digits);
}

struct str version_identity(struct arena *arena, enum version_order order, struct str version)
{
	struct text parts = {.arena = arena};
	size_t significant = 0;

	if (order != ORDER_DOTTED)
		return without_leading_zeros(without_dashes(arena, version));
	while (version.len) {
		struct str part = without_leading_zeros(next_part(&version));

		text_add(&parts, parts.len ? STR(".") : STR(""));
		text_add(&parts, part);
		if (!str_equal(part, STR("0")))
			significant = parts.len;
	}
	return str_slice(text_str(&parts), 0, significant);
}

/* YYYY-MM-DD or YYYY-MM-DD-HHMMSS, the latter perhaps with a counter: diesel's names. */
static size_t dashed_length(struct str version)
{
	static const char shape[] = "dddd-dd-dd-dddddd-";
	size_t at = 0;

	while (at < version.len && at < sizeof shape - 1 &&
		(shape[at] == 'd' ? is_digit(version.ptr[at]) : version.ptr[at] == '-'))
		at++;
	if (at == sizeof shape - 1)
		return at - 1;
	return at == version.len && (at == 10 || at == 17) ? at : 0;
}

bool version_date(enum version_kind kind, struct str version, struct datetime *ret)
{
	size_t dashed = dashed_length(version), len = 0;
	struct str date = dashed ? str_slice(version, 0, dashed) : version;
	char digits[14];

	for (size_t i = 0; i < date.len; i++) {
		if (date.ptr[i] == '-')
			continue;
		if (len == sizeof digits)
			return false;
		digits[len++] = date.ptr[i];
	}
	if (kind == VERSION_SEQUENCE || !datetime_parse((struct str){digits, len}, ret))
		return false;
	return kind == VERSION_DATE || ret->year / 100 == 19 || ret->year / 100 == 20;
}

/* Adds one to the last run of digits; the width grows only if it must. */
static struct str next_number(struct arena *arena, struct str version)
{
	struct str copy = str_copy(arena, version);
	char *digits = arena_alloc(arena, version.len + 2);
	size_t at = version.len;

	memcpy(digits, copy.ptr, copy.len);
	while (at && digits[at - 1] == '9')
		digits[--at] = '0';
	if (at && is_digit(digits[at - 1])) {
		digits[at - 1]++;
		return (struct str){digits, version.len};
	}
	memmove(digits + at + 1, digits + at, version.len - at);
	digits[at] = '1';
	return (struct str){digits, version.len + 1};
}

struct str version_next(struct arena *arena, enum version_kind kind, struct str version)
{
	struct datetime when;
	bool with_time;
	int64_t seconds;

	if (!version_date(kind, version, &when) || datetime_mistake(&when))
		return next_number(arena, version);
	with_time = version.len >= 14;
	seconds = datetime_seconds(&when) + (with_time ? 1 : SECONDS_PER_DAY);
	when = datetime_from_seconds(seconds);
	if (when.year > 9999)
		return (struct str){NULL, 0};
	if (dashed_length(version))
		return str_format(arena, "%04d-%02d-%02d%s", when.year, when.month, when.day,
			with_time ? str_format(arena, "-%02d%02d%02d", when.hour, when.minute, when.second).ptr
					  : "");
	return datetime_digits(arena, &when, with_time);
}
