/* SPDX-License-Identifier: MIT */
/* What `mighook drift` has found, for the reports. As findings it stands in the report's
 * `diagnostics` besides. */
#ifndef MIGHOOK_REPORT_DRIFT_H
#define MIGHOOK_REPORT_DRIFT_H

#include "base/str.h"

/* An object that is not the same on two sides. */
struct report_drift_object {
	struct str set; /* path of the set; ptr NULL: of none */
	struct str kind, name; /* "column", "public.users.email" */
	const char *change; /* "added": the right side alone has it; "removed": the left one */
	const char *severity;
	const char *odd; /* the side that is; NULL: nobody can tell */
	struct str left_name, right_name; /* of the sides */
	struct str left, right; /* its SQL there; ptr NULL: it is not there */
	struct str path; /* of the file whose deed it is; ptr NULL: of none */
};

/* A migration of which nothing was proven. */
struct report_drift_skip {
	struct str set, path;
	struct str reason; /* ptr NULL: it has no down part */
};

/* A migration, or another text, that did not go through. */
struct report_drift_failure {
	struct str set, path;
	size_t line, column, statement; /* from 1 */
	struct str sqlstate, message, hint; /* ptr NULL: none */
};

/* An object that uses an extension which is but a stand-in on the scratch server. */
struct report_unverified {
	struct str extension, name;
};

struct report_drift {
	const char *verdict; /* design section 5 */
	const struct report_drift_object *objects;
	size_t count;
	const struct report_drift_failure *failures;
	size_t failure_count;
	const struct report_unverified *unverified;
	size_t unverified_count;
	const struct report_drift_skip *skips;
	size_t skip_count;
	size_t pending; /* migrations that were not compared with a database, which has not executed
					   them */
	struct str_list summaries; /* a line for each set, or pair of databases */
	struct str_list hints; /* what mends it: commands */
	struct str sql; /* --emit-sql; ptr NULL: not asked for */
	struct str diff; /* unified; empty: nothing differs */
	bool shows_diff; /* --diff: in the text too */
};

#endif
