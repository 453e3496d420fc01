/* SPDX-License-Identifier: MIT */
/* What keeps a release back: whatever in a ledger is not as the mode demands it (requirements
 * S0-18 to S0-22, seed 1 lines 178-257). */
#ifndef MIGHOOK_DATABASE_GATE_H
#define MIGHOOK_DATABASE_GATE_H

#include "database/ledger.h"

/* Which migrations are asked. */
enum gate_mode {
	GATE_STRICT, /* all */
	GATE_MANIFEST, /* those that the set's manifest requires */
	GATE_SINCE, /* those of a version and later */
	GATE_RELAXED, /* none: the schema that all of them lead to counts (requirement C-20) */
	GATE_HASH, /* none: the hash of a schema that is committed counts */
};

/* What is asked of them, by the order of the release: first that they are there. */
enum gate_check {
	GATE_PENDING,
	GATE_OUT_OF_ORDER,
	GATE_FAILED,
	GATE_EDITED,
	GATE_ORPHAN,
	GATE_MISMATCH,
	GATE_DUPLICATE,
	GATE_MAX_EXEC, /* no migration took too long */
	GATE_REPLAY, /* all can be executed on an empty server; this and the rest: check_database_gate.h
				  */
	GATE_ROLLBACK, /* what takes the newest back restores the schema */
	GATE_SCHEMA, /* the database has the schema that all lead to */
	GATE_SCHEMA_HASH, /* and the one that is committed as a hash */
	GATE_CHECK_COUNT,
};

extern const char *const gate_check_names[GATE_CHECK_COUNT];

struct gate_options {
	enum gate_mode mode;
	bool checks[GATE_CHECK_COUNT];
	struct str since; /* GATE_SINCE; ptr NULL: the baseline of each set's manifest */
	struct str_list awaited; /* paths of migrations that may be pending */
	int64_t max_milliseconds; /* GATE_MAX_EXEC */
};

struct gate_failure {
	enum gate_check check;
	struct str version; /* ptr NULL: the migration has none */
	struct str path; /* of the migration, or of what requires it; ptr NULL: there is no file */
	struct str message;
};

struct gate {
	struct arena *arena;
	const struct ledger *ledger;
	const struct gate_options *options;
	struct {
		struct gate_failure *items; /* the oldest migration first */
		size_t count, capacity;
	} failures;
	size_t asked; /* migrations */
	size_t awaited; /* of them pending, and allowed to be */
	struct str_list notes; /* what could not be asked */
};

/* False if the mode does not ask what was applied: the ledger need not be read. */
bool gate_reads_ledger(enum gate_mode mode);

/* Adds a failure; version and path: as in gate_failure. */
void gate_fail(struct gate *gate, enum gate_check check, struct str version, struct str path,
	struct str message);

/* Judges a ledger that was matched. What the mode or a check needs, and is not there, is an error.
 */
_must_check_ int gate_judge(struct gate *ret, const struct ledger *ledger,
	const struct gate_options *options, struct error *reterr);

#endif
