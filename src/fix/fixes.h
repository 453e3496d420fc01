/* SPDX-License-Identifier: MIT */
/* What was mended, for a reader. */
#ifndef MIGHOOK_FIX_FIXES_H
#define MIGHOOK_FIX_FIXES_H

#include "fix/plan.h"
#include "git/line_diff.h"

struct fixed_file {
	struct str path, new_path; /* path: ptr NULL for a new file; they are equal if the name stays */
	uint32_t mode, new_mode; /* mode 0: there was none */
	struct str_list rules; /* whose findings were mended */
	struct line_diff diff; /* of what is staged */
};

struct fixes {
	struct {
		struct fixed_file *items; /* by path */
		size_t count, capacity;
	} files;
	struct left_files left;
	bool is_dry_run;
};

/* What a plan changes. */
_must_check_ int fixes_of_plan(struct fixes *ret, const struct plan *plan, struct error *reterr);

#endif
