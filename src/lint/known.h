/* SPDX-License-Identifier: MIT */
/*
 * What was there when a statement ran, as the catalog has replayed the history: rules of scope C
 * ask here. Where nothing replayed the statement (a function's body, what a ROLLBACK takes back),
 * nothing is known.
 */
#ifndef MIGHOOK_LINT_KNOWN_H
#define MIGHOOK_LINT_KNOWN_H

#include "lint/set_sql.h"
#include "schema/catalog.h"

/* The last step before the statement of the fact, to ask the catalog of the text for. Only where
 * `known_is_replayed`. */
unsigned known_step_before(const struct sql *sql, const struct fact *fact);

/* True if the statement of the fact was replayed. */
bool known_is_replayed(const struct sql *sql, const struct fact *fact);

/* The table, view, index or the like of that name right before the statement, or that the statement
 * itself has created by then; NULL: there was none. */
const struct catalog_entry *known_relation(
	const struct sql *sql, const struct fact *fact, struct object_name name);

/* What the fact has created, or NULL if it has created nothing: it was there. */
const struct catalog_entry *known_created(const struct sql *sql, const struct fact *fact);

/* True if the object was created here: in the text's own file, or in one that is absent at the
 * merge base. */
bool known_is_new(
	const struct set_sql *set_sql, const struct sql *sql, const struct catalog_entry *entry);

/* True if the table, view, type or domain that the fact is about is new: nobody can use it yet. */
bool known_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name name);

/* The object as a message shows it: by its last name, without a schema that was not written. */
struct str known_shown_name(
	struct arena *arena, const struct catalog_entry *entry, struct object_name written);

#endif
