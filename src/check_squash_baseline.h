/* SPDX-License-Identifier: MIT */
/* The file that comes in the place of squashed migrations: its name and its text. */
#ifndef MIGHOOK_CHECK_SQUASH_BASELINE_H
#define MIGHOOK_CHECK_SQUASH_BASELINE_H

#include "check_squash.h"

/* Chooses the path; `wanted` is a name given by the user, ptr NULL: none. One whose version is not
 * that of a squashed migration, so that databases which have them would run it, is an error. */
_must_check_ int squash_baseline_name(
	struct squash_plan *plan, struct arena *arena, struct str wanted, struct error *reterr);

/* Header, markers and the content, as the set's runner takes them. */
_must_check_ int squash_baseline_text(struct str *ret, struct arena *arena,
	const struct squash_plan *plan, const struct squash_content *content, struct error *reterr);

#endif
