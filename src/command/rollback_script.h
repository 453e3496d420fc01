/* SPDX-License-Identifier: MIT */
/* A rollback as SQL, and as a guide for whoever runs it. */
#ifndef MIGHOOK_COMMAND_ROLLBACK_SCRIPT_H
#define MIGHOOK_COMMAND_ROLLBACK_SCRIPT_H

#include "check_rollback.h"

enum script_flags {
	SCRIPT_BARE = 1, /* the runner puts it into a transaction: no BEGIN and COMMIT */
	SCRIPT_AS_FILE = 2, /* what is not taken back is marked to be written by hand, and the row that
		the team's table must lose is taken out */
	SCRIPT_MARKED = 4, /* goose: comments around statements with a ';' in them */
};

/* Adds the statements of a rollback, each below a comment that says what is wrong with it. */
void rollback_add_script(struct text *text, const struct rollback *rollback, unsigned flags);

/* True if some of it has no inverse. */
static inline bool rollback_is_incomplete(const struct rollback *rollback)
{
	return rollback->is_unread || rollback->inverse.has_none;
}

/* Adds the guide, in Markdown. */
void rollback_add_guide(struct text *text, struct check *check, const struct rollback *rollback);

#endif
