/* SPDX-License-Identifier: MIT */
/*
 * What a change asks of people: every statement of the judged migrations in a class, who must
 * approve it and what must be looked at. Rollbacks are not asked.
 */
#ifndef MIGHOOK_LINT_REVIEW_H
#define MIGHOOK_LINT_REVIEW_H

#include "lint/run.h"

/* What an additions-only policy says of a change (seed 4 lines 31-35). */
enum judgement { JUDGED_ADDITIVE, JUDGED_APPROVAL, JUDGED_FORBIDDEN };

/* In what role somebody approves. */
enum reviewer {
	REVIEWER_ENGINEER,
	REVIEWER_LEAD,
	REVIEWER_PM,
	REVIEWER_SECURITY,
	REVIEWER_COMPLIANCE,
	REVIEWER_COUNT
};

/* How many of each. */
struct reviewers {
	unsigned count[REVIEWER_COUNT];
};

/* `-- approved-by: NAME [ROLE] [TICKET]` */
struct approval {
	struct str name;
	enum reviewer role;
};

struct approvals {
	struct approval *items; /* each name once */
	size_t count, capacity;
};

enum review_label {
	LABEL_AUTH = 1, /* authentication: its schema, tables that hold credentials, roles */
	LABEL_RLS = 2, /* row security and policies */
	LABEL_CRYPTO = 4, /* encryption, hashing of passwords, vaults */
	LABEL_DELETES_DATA = 8,
	LABEL_SECURITY = LABEL_AUTH | LABEL_RLS | LABEL_CRYPTO,
};

struct review_class {
	const char *name;
	enum judgement judgement;
	struct reviewers reviewers;
	const char *checks; /* separated by '|'; NULL: none */
	uint64_t acts, kinds; /* a bit for each that it may be; 0: any */
	unsigned flags; /* enum fact_flags, all of which it has */
	bool names_kind; /* the kind of the object follows the name */
};

/* What one statement does of one class. */
struct review_change {
	const struct migration_file *file;
	size_t offset; /* in it */
	unsigned line; /* 1-based */
	struct str class;
	enum judgement judgement;
	unsigned labels; /* enum review_label */
	struct str_list objects; /* as SQL */
	struct str_list checks;
	struct reviewers required, missing; /* missing: not yet approved */
	struct approvals approvals;
	const char *waived; /* why the class asks for nobody: "created here"; NULL: it asks */
};

/* A box of the checklist. */
struct review_box {
	const char *name;
	bool is_ticked;
	struct str reason; /* why it is not; ptr NULL: it is */
	struct str path; /* file that the reason is about; ptr NULL: none */
};

struct review {
	struct {
		struct review_change *items; /* by path, then offset */
		size_t count, capacity;
	} changes;
	struct {
		struct review_box *items; /* none if there is nothing to review */
		size_t count, capacity;
	} checklist;
	struct reviewers required; /* the highest over all */
	struct str_list checks; /* of all */
	size_t file_count; /* judged migrations */
};

/* Reviews what was read; `lint` had `wants_sql` set then. The checklist is left empty. */
struct review review_of(const struct lint *lint);

/* True if nobody may merge it without the approvals: it is not additive, or is about security. */
bool review_change_is_gated(const struct review_change *change);

/* True if the change is gated and lacks approvals. */
bool review_change_lacks_approvals(const struct review_change *change);

/* "additive", "approval", "forbidden". */
const char *judgement_name(enum judgement judgement);

/* "engineer", "lead", ... */
const char *reviewer_name(enum reviewer reviewer);

/* Whose approvals these are: NAME, and a known ROLE wherever it stands behind it; without one an
 * engineer's. */
bool approval_read(struct str text, struct approval *ret);

/* What is missing of the required when each of the approvals counts once: in its role, or where
 * that is not asked for (any more) as an engineer's. */
struct reviewers reviewers_missing(
	const struct reviewers *required, const struct approvals *approvals);

/* The names of the labels that are set. */
struct str_list review_label_names(struct arena *arena, unsigned labels);

/* Adds what the labels ask for. */
void review_labels_require(
	unsigned labels, struct arena *arena, struct reviewers *required, struct str_list *checks);

/* The labels of what a fact does. */
unsigned review_labels_of_fact(const struct fact *fact);

/* The labels of what the statements' calls and texts say, one for each statement of the SQL; what
 * functions do counts for the statement that creates them. */
unsigned *review_labels_of_statements(struct arena *arena, const struct sql *sql);

/* The class of a fact; NULL if it changes nothing, or is a part of what another fact says. */
const struct review_class *review_class_of(const struct sql *sql, const struct fact *fact);

/* The class of what cannot be read. */
extern const struct review_class review_class_unread;

/* Why the class of a fact needs no approval: it is about what the change itself creates, or makes
 * anew. NULL: it needs it. */
const char *review_waives(
	const struct set_sql *here, const struct sql *sql, const struct fact *fact);

#endif
