/* SPDX-License-Identifier: MIT */
/* The version of a migration that is about to be written. */
#ifndef MIGHOOK_MIGRATION_NEW_VERSION_H
#define MIGHOOK_MIGRATION_NEW_VERSION_H

#include "migration/set.h"

enum version_form_kind {
	FORM_TIME, /* 20250127093045 */
	FORM_DAY, /* 20250127 */
	FORM_DASHED_TIME, /* 2025-01-27-093045, or with a counter behind it that stays 0 */
	FORM_DASHED_DAY, /* 2025-01-27 */
	FORM_COUNTER,
};

/* How versions are written. */
struct version_form {
	enum version_form_kind kind;
	size_t width; /* FORM_COUNTER: digits at least; FORM_DASHED_TIME: of the counter */
};

struct version_forms {
	struct version_form *items;
	size_t count, capacity;
};

/* The forms to try, the likeliest first: that of `newest`, the set's newest migration (NULL: it has
 * none), then what the runner's own generator writes, then the others. */
struct version_forms version_forms_of(
	const struct set_spec *spec, struct arena *arena, const struct name *newest);

/* What a new version must keep clear of. */
struct version_limits {
	struct datetime now;
	bool is_last; /* it has to come behind all migrations that there are */
	struct str
		stem; /* of a set whose versions may be shared: the rest of the name; else ptr NULL */
};

/* The first free version of that form, now or as soon after it as the limits allow; a counter goes
 * on behind the last. ptr NULL: there is none. */
struct str version_choose(const struct migration_set *set, struct arena *arena,
	const struct version_form *form, const struct version_limits *limits);

#endif
