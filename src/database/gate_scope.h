/* SPDX-License-Identifier: MIT */
/* Which migrations a gate asks: a set side by side with its manifest. */
#ifndef MIGHOOK_DATABASE_GATE_SCOPE_H
#define MIGHOOK_DATABASE_GATE_SCOPE_H

#include "database/gate.h"
#include "policy/manifest.h"

struct gate_scope {
	const struct ledger_set *set;
	enum gate_mode mode;
	struct manifest manifest; /* GATE_MANIFEST, and GATE_SINCE where no version is given */
	struct str since; /* GATE_SINCE */
};

/* Reads the manifest if the mode needs it; then it must be there. */
_must_check_ int gate_scope_read(struct gate_scope *ret, const struct ledger *ledger,
	const struct ledger_set *set, const struct gate_options *options, struct error *reterr);

/* True if the migration, or the row, is the set's and is asked. */
bool gate_scope_holds(
	const struct gate_scope *scope, const struct ledger *ledger, const struct ledger_item *item);

/* The same for a row of one of the set's tables. */
bool gate_scope_holds_version(const struct gate_scope *scope, struct str version);

/* The version of a migration that a table tells of, without the name that may stand behind it. */
struct str gate_row_version(const struct history *history, const struct history_row *row);

/* The versions that the manifest requires and that neither a file nor a row has; nor has a squash
 * that this database knows replaced them. */
struct str_list gate_scope_missing(const struct gate_scope *scope, const struct ledger *ledger);

#endif
