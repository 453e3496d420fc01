/* SPDX-License-Identifier: MIT */
/* The text of a new migration: a template with `{{placeholders}}`, as templates/migrations/ has. */
#ifndef MIGHOOK_MIGRATION_SKELETON_H
#define MIGHOOK_MIGRATION_SKELETON_H

#include "base/error.h"
#include "base/str.h"

/* What a placeholder stands for. */
struct skeleton_value {
	const char *name;
	struct str text; /* "" leaves nothing: a line that has nothing else goes with it */
};

struct skeleton_values {
	struct skeleton_value *items;
	size_t count, capacity;
};

/* Fills the template in; what is filled in is not looked at again. Blank lines that lines without a
 * text leave behind become one. `{{word}}` of a name that is none of the values is an error, which
 * tells where in `source` it stands. */
_must_check_ int skeleton_fill(struct str *ret, struct arena *arena, struct str text,
	struct str source, const struct skeleton_values *values, struct error *reterr);

/* The text on one line of a comment: control bytes and line ends become spaces, a block comment
 * neither starts nor ends in it, and it has no placeholder of Flyway's, which looks into comments.
 */
struct str skeleton_line(struct arena *arena, struct str text);

#endif
