/* SPDX-License-Identifier: MIT */
/* Calendar time, in UTC unless something else is said. */
#ifndef MIGHOOK_BASE_CLOCK_H
#define MIGHOOK_BASE_CLOCK_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

enum { SECONDS_PER_HOUR = 60 * 60, SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR };

/* A point in time, or a day (time of day 0:00:00), of the Gregorian calendar. */
struct datetime {
	int year, month, day, hour, minute, second;
};

/* Now, in seconds since 1970; MIGHOOK_NOW sets it. An unreadable MIGHOOK_NOW is an error. */
_must_check_ int clock_now(int64_t *ret, struct error *reterr);

/* Of a clock that nobody sets: for deadlines. */
int64_t clock_milliseconds(void);

/* Reads a duration in seconds: up to nine digits and s, m, h or d. */
bool duration_parse(struct str text, int64_t *ret);

/* The same in milliseconds; there it may also end in ms. */
bool duration_parse_milliseconds(struct str text, int64_t *ret);

/* Reads a day (YYYY-MM-DD, its begin) or a duration before now; false if it is neither. */
bool clock_parse_since(struct str text, int64_t now, int64_t *ret);

/* NULL if the point in time exists (no leap seconds), else what is wrong with it. */
const char *datetime_mistake(const struct datetime *when);

/* Seconds since 1970. */
int64_t datetime_seconds(const struct datetime *when);
struct datetime datetime_from_seconds(int64_t seconds);

/* The same moment on the clocks of the place that TZ names, or the system's. */
struct datetime datetime_local(int64_t seconds);

/* YYYYMMDDHHMMSS or YYYYMMDD. */
struct str datetime_digits(struct arena *arena, const struct datetime *when, bool with_time);

/* Reads YYYYMMDD or YYYYMMDDHHMMSS; false if it is neither (whether it exists is not asked). */
bool datetime_parse(struct str digits, struct datetime *ret);

#endif
