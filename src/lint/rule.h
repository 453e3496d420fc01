/* SPDX-License-Identifier: MIT */
/* What a rule is. The catalogue of them is src/rules/. */
#ifndef MIGHOOK_LINT_RULE_H
#define MIGHOOK_LINT_RULE_H

#include "lint/diagnostic.h"
#include "lint/set_sql.h"
#include "lint/suppression.h"
#include "policy/policy.h"

struct demand;
struct set_prisma;
struct set_snapshot;

/* What a rule may look at. */
struct subject {
	struct arena *arena;
	const struct rule *rule;
	const struct policy *policy; /* for the rule's options; in a set the one that holds there */
	const struct change_set *changes;
	const struct migration_sets *sets;
	const struct migration_set *set;
	const struct set_sql *set_sql; /* of that set */
	const struct set_prisma *prisma; /* of that set; NULL: the rule does not read it */
	const struct set_snapshot *snapshot; /* the same */
	const struct suppressions *suppressions; /* of all files */
	const struct str_list *active; /* ids of the rules in force */
	const struct demand *demand; /* of the rule; `watched` is what it reads outside the sets */
	int64_t now; /* seconds since 1970 */
};

enum rule_flags {
	RULE_ABOUT_NAME = 1, /* not asked of a file outside every set */
	RULE_ABOUT_GIT = 2, /* nor this */
	RULE_AFTER_OTHERS = 4, /* needs to know which suppressions were used */
	RULE_ABOUT_MESSAGE = 8, /* asked of a commit's message, and then alone */
	RULE_READS_UNCHANGED = 16, /* of files outside the sets also those the change leaves alone */
	RULE_READS_BODIES = 32, /* facts of function bodies too, which run when they are called */
	RULE_TAKES_APPROVAL = 64, /* `-- approved-by: NAME` satisfies it, unless `approval: false` */
	RULE_UP_ONLY = 128, /* facts of rollbacks are not asked */
	/* Off in the catalogue, but some of its findings are errors all the same: `demand->only_errors`
	 * asks
	 * for those alone. Only a policy that says `off` ends it. */
	RULE_ALWAYS_ERRORS = 256,
	RULE_READS_PRISMA = 512, /* the Prisma schema of a set, `subject->prisma` */
	RULE_READS_SNAPSHOT = 2048, /* its dump in SQL, `subject->snapshot` */
	RULE_SPARES_SQUASHES = 4096, /* asks of the work of an author: not the baseline of a squash */
	RULE_READS_DEPRECATIONS = 1024, /* `deprecations` of a set's SQL, where it drops something */
};

/* A rule is pure: it reads what was loaded, and cannot fail. */
struct rule {
	struct rule_key key;
	char scope; /* F name or bytes, G git, S statement or content, C catalogue of the schema, D what
		a server does with it: found by commands with one, and never by `check` */
	unsigned flags; /* enum rule_flags */
	const char *summary; /* one line: the offence */
	const char *why; /* a paragraph */
	const char *flagged, *allowed; /* examples: `-- KIND: path` lines and the files below them */
	const char *remedy; /* how it is allowed where it is meant */
	const char *source; /* where it comes from: a document, a manual, a tracker */
	const char *squawk; /* NULL, or the rules of squawk that ask the same, separated by '|' */
	const char *reads_path; /* NULL, or the file outside the sets that it reads */
	const char *reads_path_option; /* NULL, or the option that names such a file; `none` for none */
	const char *reads_option; /* NULL, or the option that lists patterns of such files */
	void (*check_file)(const struct subject *subject, const struct migration_file *file,
		struct diagnostics *out); /* NULL, or called for each judged file of a set */
	void (*check_sql)(const struct subject *subject, const struct sql *sql,
		struct diagnostics *out); /* NULL, or called for the SQL of each, in each direction */
	void (*check_fact)(const struct subject *subject, const struct sql *sql,
		const struct fact *fact, struct diagnostics *out); /* NULL, or called for what it says */
	void (*check_set)(const struct subject *subject,
		struct diagnostics *out); /* NULL, or called once for each set with a change */
	void (*check_change)(const struct subject *subject,
		struct diagnostics *out); /* NULL, or called once; the subject has no set */
};

#endif
