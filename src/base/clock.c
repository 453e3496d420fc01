/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <errno.h>

int clock_now(int64_t *ret, struct error *reterr)
{
	const char *fixed = getenv("MIGHOOK_NOW");
	int64_t now;
	char *end;

	if (!fixed) {
		*ret = time(NULL);
		return 0;
	}
	errno = 0;
	now = strtoll(fixed, &end, 10);
	if (errno || !is_digit(*fixed) || *end || now > INT64_C(253402300799))
		return error_set(
			reterr, "MIGHOOK_NOW is '%s', not seconds since 1970 (up to the year 9999)", fixed);
	*ret = now;
	return 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

const char *datetime_mistake(const struct datetime *when)
{
	if (when->year < 1)
		return "there is no year 0";
	if (when->month < 1 || when->month > 12)
		return "months go from 01 to 12";
	if (when->day < 1 || when->day > days_in_month(when->year, when->month))
		return "that month has no such day";
	if (when->hour > 23)
		return "hours go from 00 to 23";
	if (when->minute > 59)
		return "minutes go from 00 to 59";
	if (when->second > 59)
		return "seconds go from 00 to 59";
	return NULL;
}

/* Days since 1970-01-01, counted from 0000-03-01 so that the leap day ends a year. */
static int64_t days_from_date(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int64_t datetime_seconds(const struct datetime *when)
{
	int64_t days = days_from_date(when->year, when->month, when->day);

	return ((days * 24 + when->hour) * 60 + when->minute) * 60 + when->second;
}

static struct datetime datetime_of(const struct tm *parts)
{
	return (struct datetime){parts->tm_year + 1900, parts->tm_mon + 1, parts->tm_mday,
		parts->tm_hour, parts->tm_min, parts->tm_sec};
}

struct datetime datetime_from_seconds(int64_t seconds)
{
	time_t time = (time_t)seconds;
	struct tm parts = {0};

	gmtime_r(&time, &parts);
	return datetime_of(&parts);
}

struct datetime datetime_local(int64_t seconds)
{
	time_t time = (time_t)seconds;
	struct tm parts = {0};

	tzset();
	localtime_r(&time, &parts);
	return datetime_of(&parts);
}

struct str datetime_digits(struct arena *arena, const struct datetime *when, bool with_time)
{
	struct str date = str_format(arena, "%04d%02d%02d", when->year, when->month, when->day);

	if (!with_time)
		return date;
	return str_format(arena, "%s%02d%02d%02d", date.ptr, when->hour, when->minute, when->second);
}

static int number(struct str digits, size_t from, size_t len)
{
	int value = 0;

	for (size_t i = from; i < from + len; i++)
		value = value * 10 + (digits.ptr[i] - '0');
	return value;
}

bool datetime_parse(struct str digits, struct datetime *ret)
{
	if (digits.len != 8 && digits.len != 14)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		if (!is_digit(digits.ptr[i]))
			return false;
	*ret = (struct datetime){
		.year = number(digits, 0, 4), .month = number(digits, 4, 2), .day = number(digits, 6, 2)};
	if (digits.len == 14) {
		ret->hour = number(digits, 8, 2);
		ret->minute = number(digits, 10, 2);
		ret->second = number(digits, 12, 2);
	}
	return true;
}

static int64_t unit_seconds(char unit)
{
	switch (unit) {
	case 's':
		return 1;
	case 'm':
		return 60;
	case 'h':
		return SECONDS_PER_HOUR;
	case 'd':
		return SECONDS_PER_DAY;
	default:
		return 0;
	}
}

int64_t clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool duration_parse(struct str text, int64_t *ret)
{
	int64_t count = 0;

	if (text.len < 2 || text.len > 10 || !unit_seconds(text.ptr[text.len - 1]))
		return false;
	for (size_t i = 0; i < text.len - 1; i++) {
		if (!is_digit(text.ptr[i]))
			return false;
		count = count * 10 + (text.ptr[i] - '0');
	}
	*ret = count * unit_seconds(text.ptr[text.len - 1]);
	return true;
}

bool duration_parse_milliseconds(struct str text, int64_t *ret)
{
	int64_t seconds;

	/* the digits of "250ms" are those of "250s" */
	if (str_ends(text, STR("ms"))) {
		char digits[16];
		int length = snprintf(digits, sizeof digits, "%.*ss", (int)text.len - 2, text.ptr);

		return length < (int)sizeof digits &&
			duration_parse((struct str){digits, (size_t)length}, ret);
	}
	if (!duration_parse(text, &seconds))
		return false;
	*ret = seconds * 1000;
	return true;
}

bool clock_parse_since(struct str text, int64_t now, int64_t *ret)
{
	struct arena scratch = {0};
	struct datetime day;
	struct str digits;
	int64_t seconds;
	bool is_day;

	if (duration_parse(text, &seconds)) {
		*ret = now - seconds;
		return true;
	}
	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	digits = str_format(&scratch, "%.4s%.2s%.2s", text.ptr, text.ptr + 5, text.ptr + 8);
	is_day = datetime_parse(digits, &day) && !datetime_mistake(&day);
	arena_release(&scratch);
	if (is_day)
		*ret = datetime_seconds(&day);
	return is_day;
}
