/* SPDX-License-Identifier: MIT */
#include "sql/constant.h"

#include <stdint.h>

/* A date, a time, or both, in ISO's form (manual, 8.5.1). */
struct instant {
	int64_t microseconds; /* as if in UTC */
	bool has_date, has_zone;
	int64_t zone; /* seconds east of UTC */
};

static bool read_field(struct str text, size_t *at, size_t least, size_t most, int64_t *ret)
{
	size_t count = 0;

	*ret = 0;
	for (; count < most && *at < text.len && is_digit(text.ptr[*at]); count++, (*at)++)
		*ret = *ret * 10 + (text.ptr[*at] - '0');
	return count >= least;
}

static bool skip_byte(struct str text, size_t *at, char byte)
{
	if (*at == text.len || text.ptr[*at] != byte)
		return false;
	(*at)++;
	return true;
}

/* Days since some day, by the Gregorian calendar. */
static int64_t day_number(int64_t year, int64_t month, int64_t day)
{
	/* years that start in March: the leap day is their last one */
	if (month < 3) {
		month += 12;
		year--;
	}
	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day;
}

static bool read_date(struct str text, size_t *at, int64_t *day)
{
	int64_t year, month, date;

	if (!read_field(text, at, 4, 4, &year) || !skip_byte(text, at, '-') ||
		!read_field(text, at, 1, 2, &month) || !skip_byte(text, at, '-') ||
		!read_field(text, at, 1, 2, &date))
		return false;
	*day = day_number(year, month, date);
	return true;
}

static bool read_time(struct str text, size_t *at, int64_t *microseconds)
{
	int64_t hour, minute, second = 0, fraction = 0;
	size_t from;

	if (!read_field(text, at, 1, 2, &hour) || !skip_byte(text, at, ':') ||
		!read_field(text, at, 2, 2, &minute))
		return false;
	if (skip_byte(text, at, ':') && !read_field(text, at, 2, 2, &second))
		return false;
	if (skip_byte(text, at, '.')) {
		from = *at;
		if (!read_field(text, at, 1, 6, &fraction))
			return false;
		for (size_t count = *at - from; count < 6; count++)
			fraction *= 10;
	}
	*microseconds = ((hour * 60 + minute) * 60 + second) * 1000000 + fraction;
	return true;
}

/* "Z", "+02", "-0530", "+05:30", "UTC". */
static bool read_zone(struct str text, size_t *at, struct instant *instant)
{
	struct str rest = str_slice(text, *at, text.len);
	int64_t hours, minutes = 0;
	bool is_west;

	instant->has_zone = true;
	if (str_equal_ignoring_case(rest, STR("z")) || str_equal_ignoring_case(rest, STR("utc"))) {
		*at = text.len;
		return true;
	}
	is_west = skip_byte(text, at, '-');
	if ((!is_west && !skip_byte(text, at, '+')) || !read_field(text, at, 1, 2, &hours))
		return false;
	if (*at < text.len) {
		skip_byte(text, at, ':');
		if (!read_field(text, at, 2, 2, &minutes))
			return false;
	}
	instant->zone = (hours * 60 + minutes) * (is_west ? -60 : 60);
	return true;
}

static bool read_instant(struct str text, struct instant *ret)
{
	struct instant instant = {.zone = 0};
	int64_t day = 0;
	size_t at = 0;

	text = str_trim(text);
	if (str_equal_ignoring_case(text, STR("epoch")))
		text = STR("1970-01-01 00:00:00+00");
	instant.has_date = text.len > 4 && text.ptr[4] == '-';
	if (instant.has_date && !read_date(text, &at, &day))
		return false;
	if (instant.has_date && at < text.len && (text.ptr[at] == ' ' || lower(text.ptr[at]) == 't'))
		at++;
	if ((at < text.len || !instant.has_date) && !read_time(text, &at, &instant.microseconds))
		return false;
	while (skip_byte(text, &at, ' '))
		;
	if (at < text.len && (!read_zone(text, &at, &instant) || at < text.len))
		return false;
	instant.microseconds += day * 86400 * 1000000;
	*ret = instant;
	return true;
}

enum equivalence instant_equivalence(struct str a, struct str b)
{
	/* zones go from -12 to +14 hours, some went further */
	const int64_t farthest = 32LL * 3600 * 1000000;
	struct instant first, second;
	int64_t difference;

	if (!read_instant(a, &first) || !read_instant(b, &second) || first.has_date != second.has_date)
		return EQUIVALENCE_UNKNOWN;
	difference = first.microseconds - second.microseconds;
	if (first.has_zone == second.has_zone) {
		difference -= (first.zone - second.zone) * 1000000;
		return difference ? EQUIVALENCE_DIFFERENT : EQUIVALENCE_SAME;
	}
	if (first.has_date && (difference > farthest || difference < -farthest))
		return EQUIVALENCE_DIFFERENT;
	return EQUIVALENCE_UNKNOWN;
}
