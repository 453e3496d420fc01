/* SPDX-License-Identifier: MIT */
/* Versions of migrations: how runners order them, when two are one, when one is a date. */
#ifndef MIGHOOK_MIGRATION_VERSION_H
#define MIGHOOK_MIGRATION_VERSION_H

#include "base/clock.h"

enum version_order {
	ORDER_TEXT, /* by bytes, dashes dropped: "10" before "9" */
	ORDER_NUMBER, /* by value */
	ORDER_DOTTED, /* by the values between '.' or '_': 1.10 behind 1.9, 1.0 is 1 */
};

/* How a set's versions are meant. */
enum version_kind { VERSION_AUTO, VERSION_DATE, VERSION_SEQUENCE };

/* Negative, 0, positive in the order in which the runner applies them. */
int version_compare(enum version_order order, struct str a, struct str b);

/* The text that versions which are one have in common: no dashes, no zeros in front, and between
 * dots none behind. */
struct str version_identity(struct arena *arena, enum version_order order, struct str version);

/* True if the version is to be read as a date: YYYYMMDD or YYYYMMDDHHMMSS, with dashes or not, a
 * counter behind the seconds not counted. VERSION_AUTO reads only those of 19.. and 20.. so. */
bool version_date(enum version_kind kind, struct str version, struct datetime *ret);

/* The version that follows: the next second or day of a date, the next number of the same width;
 * ptr NULL if there is none. */
struct str version_next(struct arena *arena, enum version_kind kind, struct str version);

#endif
