/* SPDX-License-Identifier: MIT */
#include "sql/constant.h"

#include <stdint.h>

#include "base/vec.h"

/* The server keeps the three apart: a month is no number of days, a day no number of hours. */
struct interval {
	int64_t months, days, microseconds;
};

enum { MICROSECONDS = 1000000, MOST_DIGITS = 9 };

static const struct unit {
	const char *name;
	int64_t months, days, microseconds;
} units[] = {
	{"microsecond", 0, 0, 1},
	{"us", 0, 0, 1},
	{"usec", 0, 0, 1},
	{"millisecond", 0, 0, 1000},
	{"ms", 0, 0, 1000},
	{"msec", 0, 0, 1000},
	{"second", 0, 0, MICROSECONDS},
	{"sec", 0, 0, MICROSECONDS},
	{"s", 0, 0, MICROSECONDS},
	{"minute", 0, 0, 60LL * MICROSECONDS},
	{"min", 0, 0, 60LL * MICROSECONDS},
	{"m", 0, 0, 60LL * MICROSECONDS},
	{"hour", 0, 0, 3600LL * MICROSECONDS},
	{"hr", 0, 0, 3600LL * MICROSECONDS},
	{"h", 0, 0, 3600LL * MICROSECONDS},
	{"day", 0, 1, 0},
	{"d", 0, 1, 0},
	{"week", 0, 7, 0},
	{"w", 0, 7, 0},
	{"month", 1, 0, 0},
	{"mon", 1, 0, 0},
	{"year", 12, 0, 0},
	{"yr", 12, 0, 0},
	{"y", 12, 0, 0},
	{"decade", 120, 0, 0},
	{"century", 1200, 0, 0},
	{"centurie", 1200, 0, 0},
	{"millennium", 12000, 0, 0},
};

static const struct unit *find_unit(struct str word)
{
	for (size_t i = 0; i < ARRAY_LENGTH(units); i++)
		if (str_equal_ignoring_case(word, str_from(units[i].name)))
			return &units[i];
	if (word.len > 1 && lower(word.ptr[word.len - 1]) == 's')
		return find_unit(str_slice(word, 0, word.len - 1));
	return NULL;
}

/* Digits at `*at`, at most as many as never overflow; false if there are none or more. */
static bool read_digits(struct str text, size_t *at, int64_t *ret, size_t *count)
{
	*ret = 0;
	for (*count = 0; *at < text.len && is_digit(text.ptr[*at]); (*count)++, (*at)++)
		if (*count < MOST_DIGITS)
			*ret = *ret * 10 + (text.ptr[*at] - '0');
	return *count && *count <= MOST_DIGITS;
}

/* ".5" in microseconds. */
static bool read_fraction(struct str text, size_t *at, int64_t *ret)
{
	size_t count;

	*ret = 0;
	if (*at == text.len || text.ptr[*at] != '.')
		return true;
	(*at)++;
	if (!read_digits(text, at, ret, &count) || count > 6)
		return false;
	for (; count < 6; count++)
		*ret *= 10;
	return true;
}

/* "12:34:56.789", whose hours are read already. */
static bool read_clock(struct str text, size_t *at, int64_t hours, int64_t *ret)
{
	int64_t minutes, seconds = 0, fraction = 0;
	size_t count;

	(*at)++;
	if (!read_digits(text, at, &minutes, &count))
		return false;
	if (*at < text.len && text.ptr[*at] == ':') {
		(*at)++;
		if (!read_digits(text, at, &seconds, &count) || !read_fraction(text, at, &fraction))
			return false;
	}
	*ret = ((hours * 60 + minutes) * 60 + seconds) * MICROSECONDS + fraction;
	return true;
}

static void skip_blanks(struct str text, size_t *at)
{
	while (*at < text.len && is_blank(text.ptr[*at]))
		(*at)++;
}

/* A number and its unit, or a time. */
static bool read_part(struct str text, size_t *at, struct interval *sum)
{
	int64_t sign = 1, value, fraction, clock;
	const struct unit *unit;
	size_t count, from;

	if (text.ptr[*at] == '-' || text.ptr[*at] == '+')
		sign = text.ptr[(*at)++] == '-' ? -1 : 1;
	if (!read_digits(text, at, &value, &count))
		return false;
	if (*at < text.len && text.ptr[*at] == ':') {
		if (!read_clock(text, at, value, &clock))
			return false;
		sum->microseconds += sign * clock;
		return true;
	}
	if (!read_fraction(text, at, &fraction))
		return false;
	skip_blanks(text, at);
	from = *at;
	while (*at < text.len && is_alpha(text.ptr[*at]))
		(*at)++;
	unit = find_unit(str_slice(text, from, *at));
	/* half a month is some days, by rules that are not known here */
	if (!unit || (fraction && !unit->microseconds))
		return false;
	sum->months += sign * value * unit->months;
	sum->days += sign * value * unit->days;
	sum->microseconds += sign *
		(value * unit->microseconds +
			fraction * (unit->microseconds / 1000) / (MICROSECONDS / 1000));
	return true;
}

static bool read_interval(struct str text, struct interval *ret)
{
	struct interval sum = {0, 0, 0};
	size_t at = 0;

	text = str_trim(text);
	if (text.len && text.ptr[0] == '@')
		text = str_trim(str_slice(text, 1, text.len));
	while (at < text.len) {
		struct str rest = str_slice(text, at, text.len);

		if (str_equal_ignoring_case(rest, STR("ago"))) {
			sum = (struct interval){-sum.months, -sum.days, -sum.microseconds};
			break;
		}
		if (!read_part(text, &at, &sum))
			return false;
		skip_blanks(text, &at);
	}
	*ret = sum;
	return text.len > 0;
}

enum equivalence interval_equivalence(struct str a, struct str b)
{
	struct interval first, second;

	if (!read_interval(a, &first) || !read_interval(b, &second))
		return EQUIVALENCE_UNKNOWN;
	if (first.months == second.months && first.days == second.days &&
		first.microseconds == second.microseconds)
		return EQUIVALENCE_SAME;
	return EQUIVALENCE_DIFFERENT;
}
