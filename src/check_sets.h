/* SPDX-License-Identifier: MIT */
/* The sets of a change, for those who look at them and for those who judge them. */
#ifndef MIGHOOK_CHECK_SETS_H
#define MIGHOOK_CHECK_SETS_H

#include "check.h"

/* Takes for merged what the policy protects, unless the source of the change has said it. The check
 * must be prepared. */
_must_check_ int check_protect(
	struct check *check, struct change_set *changes, struct error *reterr);

/* The same, and all that rules need of the sets. */
_must_check_ int check_load_sets(struct check *check, struct change_set *changes,
	struct migration_sets *ret, struct error *reterr);

/* The same without the content of files that the change leaves alone. */
_must_check_ int check_load_names(struct check *check, struct change_set *changes,
	struct migration_sets *ret, struct error *reterr);

/* The paths of the up files that a change of those sets brings. */
struct str_list sets_added(const struct migration_sets *sets, struct arena *arena);

/* Those that base...head brings to the sets of the check. */
_must_check_ int check_added(struct check *check, struct str base, struct str head,
	struct str_list *ret, struct error *reterr);

#endif
