/* SPDX-License-Identifier: MIT */
/* Mending the record of what was applied: a plan from what files and history tables say of each
 * other, and what carries it out. */
#ifndef MIGHOOK_CHECK_DATABASE_REPAIR_H
#define MIGHOOK_CHECK_DATABASE_REPAIR_H

#include "check_database.h"
#include "database/plan.h"
#include "git/rewrite.h"

enum repair_way {
	BY_EITHER, /* shown, never done */
	BY_ROWS, /* rows get the versions of the files */
	BY_FILES, /* files get the versions of the rows */
};

struct repair_request {
	struct database_options database;
	enum repair_way way;
	struct str_list only; /* versions, of files or rows; none: all */
	struct str checksum; /* the version whose row gets its file's checksum; ptr NULL: none */
};

struct database_repair {
	struct database_check database; /* closed by the caller */
	struct plan plan;
	struct rewrites rewrites; /* BY_FILES */
	size_t mended; /* migrations that the plan mends */
	size_t refused; /* that cannot be: with one of them nothing is executed */
	size_t left; /* that somebody has to look at */
	size_t merged; /* of those mended, whose files are merged and get other names */
};

/* Makes the plan; nothing is written. */
_must_check_ int check_database_repair(struct check *check, const struct repair_request *request,
	struct database_repair *ret, struct error *reterr);

/* An error where the policy does not let anybody write the rows that the plan writes. */
_must_check_ int database_repair_allowed(
	const struct database_repair *repair, struct arena *arena, struct error *reterr);

/* Carries the plan out: all of it, or nothing and an error. */
_must_check_ int database_repair_execute(
	struct database_repair *repair, const struct repair_request *request, struct error *reterr);

#endif
