/* SPDX-License-Identifier: MIT */
/* Values of a type, written in different ways. For the files of this folder only. */
#ifndef MIGHOOK_SQL_CONSTANT_H
#define MIGHOOK_SQL_CONSTANT_H

#include "sql/term.h"

/* Decimal numbers: 1.50, 1.5e0. EQUIVALENCE_UNKNOWN if one of them is none. */
enum equivalence number_equivalence(struct str a, struct str b);

/* Intervals: '1 hour', '01:00:00' (manual, 8.5.4). EQUIVALENCE_UNKNOWN for forms not read here. */
enum equivalence interval_equivalence(struct str a, struct str b);

/* Dates and times: '2020-01-01', '2020-01-01 00:00:00'. EQUIVALENCE_UNKNOWN where it depends on
 * the session's time zone, or is relative ('now'). */
enum equivalence instant_equivalence(struct str a, struct str b);

/* Arrays: '{a, b}', '{a,"b"}'. */
enum equivalence array_equivalence(struct arena *scratch, struct str a, struct str b);

#endif
