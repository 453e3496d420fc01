/* SPDX-License-Identifier: MIT */
/* What a command is about to write: made first, shown, and executed as a whole or not at all. */
#ifndef MIGHOOK_DATABASE_PLAN_H
#define MIGHOOK_DATABASE_PLAN_H

#include "database/connection.h"

struct plan_step {
	const char *action; /* one word, as "insert" */
	struct str version; /* of the migration it is about; ptr NULL: of none */
	struct str path; /* of its file; ptr NULL: of none */
	struct str sql; /* statements, the last one without a semicolon; ptr NULL: nothing to execute */
	struct str undo; /* the same, taking it back; ptr NULL: there is nothing to take back */
	struct str reason; /* what there is to say besides; ptr NULL: nothing */
};

struct plan {
	struct str lock; /* statement that keeps other writers off meanwhile; ptr NULL: none */
	struct plan_step *items;
	size_t count, capacity;
};

/* True if executing it would do something. */
bool plan_has_work(const struct plan *plan);

/* What plan_execute does, as a script in a transaction; empty if there is nothing to do. */
struct str plan_script(struct arena *arena, const struct plan *plan);

/* What takes it back, the last step first; empty if there is nothing to take back. */
struct str plan_undo_script(struct arena *arena, const struct plan *plan);

/* Executes the steps one after another in the connection's transaction, and commits. An error
 * leaves all as it was. */
_must_check_ int plan_execute(const struct plan *plan, struct connection *connection,
	struct arena *arena, struct error *reterr);

#endif
