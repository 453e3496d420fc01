/* SPDX-License-Identifier: MIT */
/*
 * Squashing: the first migrations of a set go into an archive, and one baseline, the dump of what
 * they lead to, comes in their place (requirements S0-10 to S0-16).
 *
 * The baseline has the version of the last migration that it replaces. A database that has applied
 * that one will not run it, even before its history was rewritten (Prisma, which goes by names,
 * would: there the history comes first); one that has not got so far does not pass for squashed; an
 * empty one runs it first, and all that is left runs behind it.
 */
#ifndef MIGHOOK_CHECK_SQUASH_H
#define MIGHOOK_CHECK_SQUASH_H

#include "check.h"
#include "git/rewrite.h"
#include "migration/order.h"
#include "migration/squash.h"

struct squash_request {
	struct str set; /* path of a set, as typed; ptr NULL: the only one, or that of the folder */
	struct str upto; /* version or name of the last migration to squash; ptr NULL: the newest */
	struct str name; /* of the baseline's file (or folder); ptr NULL: VERSION_baseline_vN */
	struct str approved_by, reason; /* one line each, both required */
};

/* What is to be done; lives in the check's arena. */
struct squash_plan {
	const struct migration_set *set;
	const struct change_set *changes; /* the index */
	struct ordered_files squashed; /* the up files, in the order in which they run */
	struct name baseline; /* its version and description */
	struct str path; /* of the baseline's file */
	struct str content; /* ptr NULL until check_squash_fill */
	struct str folder; /* of the archive */
	struct squash_marker marker; /* its values; marker.count migrations */
	struct rewrites rewrites; /* of index and worktree; the baseline is the last one */
};

/* What the baseline executes. */
struct squash_content {
	struct str dump, dump_name; /* of the schema; the name stands in messages */
	struct str before, behind; /* statements that no dump has: before those of the dump, behind
								* them; empty: none */
};

/* Chooses what is squashed, and writes nothing. Refused are: an archive of that day that is there,
 * two migrations of one version, migrations that are not merged, that are no SQL or no regular
 * files, and files with changes that are not committed. */
_must_check_ int check_squash_plan(struct check *check, const struct squash_request *request,
	struct squash_plan *ret, struct error *reterr);

/* The command that writes the dump that is asked for, without what the runner makes itself. */
struct str squash_dump_command(struct arena *arena, const struct runner *runner);

/* Writes the baseline: header, markers, and what of the dump a runner can execute
 * (dump_as_migration). */
_must_check_ int check_squash_fill(struct check *check, struct squash_plan *plan,
	const struct squash_content *content, struct error *reterr);

/* Does it, in index and worktree, or leaves everything as it was. Nothing is committed. */
_must_check_ int check_squash_apply(
	struct check *check, struct squash_plan *plan, struct error *reterr);

#endif
