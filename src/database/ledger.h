/* SPDX-License-Identifier: MIT */
/* Migrations of the judged tree side by side with what history tables say of them: what `status`
 * shows, and every other command on a database starts from. */
#ifndef MIGHOOK_DATABASE_LEDGER_H
#define MIGHOOK_DATABASE_LEDGER_H

#include "database/history.h"
#include "database/pair_match.h"
#include "migration/set.h"

enum ledger_state {
	LEDGER_APPLIED, /* there is a file, and a row */
	LEDGER_PENDING, /* a file, no row */
	LEDGER_ORPHAN, /* a row, no file */
	LEDGER_MISMATCH, /* the file has another version than the row of the same migration */
	LEDGER_EDITED, /* applied, with another content */
	LEDGER_FAILED,
	LEDGER_ROLLED_BACK, /* applied once, and taken back */
	LEDGER_OUT_OF_ORDER, /* pending, and older than the newest applied one */
	LEDGER_DUPLICATE, /* another file has the version, and the row is that one's */
	LEDGER_BASELINE, /* stands for, or is covered by, a state that was taken for applied */
	LEDGER_SQUASHED, /* a row whose file a squash has replaced */
	LEDGER_STATE_COUNT,
};

struct ledger_state_row {
	const char *name; /* in JSON */
	const char *title; /* in tables */
	bool is_pending; /* the runner would still execute it */
	bool is_wrong; /* nothing that the runner will put right */
};

extern const struct ledger_state_row ledger_states[LEDGER_STATE_COUNT];

struct ledger_item {
	enum ledger_state state;
	const struct migration_set *set; /* NULL: a row that belongs to none */
	const struct migration_file *file; /* up file; NULL: there is none */
	struct history *history; /* of the row; NULL: there is none */
	struct history_row *row; /* NULL: there is none */
	struct str version, name; /* of the file, else of the row; ptr NULL: none */
	enum pair_kind pair; /* LEDGER_MISMATCH: what speaks for it; else PAIR_NONE or ambiguous */
	struct str reason; /* what there is to say besides; ptr NULL: nothing */
};

/* What a set's own histories are, as places in the ledger's. */
struct ledger_set {
	const struct migration_set *set;
	struct {
		size_t *items;
		size_t count, capacity;
	} histories;
};

struct ledger {
	struct arena *arena;
	const struct change_set *changes; /* for the content of files */
	struct histories histories; /* each table once, whichever sets it serves */
	struct {
		struct ledger_set *items;
		size_t count, capacity;
	} sets;
	struct {
		struct ledger_set *items; /* that are not asked about, and share a table with one that is */
		size_t count, capacity;
	} neighbours;
	struct {
		struct ledger_item *items; /* the newest first */
		size_t count, capacity;
	} items;
	size_t local_count; /* up files */
	size_t counts[LEDGER_STATE_COUNT];
	size_t pending_count; /* items that a runner would still execute */
};

/* Begins one for these sets: finds the tables that are to be read. */
_must_check_ int ledger_start(struct ledger *ret, struct arena *arena,
	const struct change_set *changes, const struct migration_sets *sets, struct error *reterr);

/* Makes known what other sets there are: a row that is one of their files' is no orphan of those
 * that the ledger was begun for. */
_must_check_ int ledger_add_neighbours(
	struct ledger *ledger, const struct migration_sets *all, struct error *reterr);

/* Reads all tables from the server. */
_must_check_ int ledger_read(
	struct ledger *ledger, struct connection *connection, struct error *reterr);

/* Puts files and rows side by side, once the histories were read; `connection`, for the stored
 * statements, is NULL where all that there is was read. */
_must_check_ int ledger_match(
	struct ledger *ledger, struct connection *connection, struct error *reterr);

/* The histories that serve a set, the runner's own first. */
struct ledger_set *ledger_set_of(const struct ledger *ledger, const struct migration_set *set);

/* True if the migration was asked about, and is not applied. */
bool ledger_file_is_pending(const struct ledger *ledger, const struct migration_file *file);

/* True if something is not as it should be, or not yet. */
bool ledger_is_clean(const struct ledger *ledger);

/* Adds to the reason of an item. */
void ledger_explain(struct ledger *ledger, struct ledger_item *item, const char *format, ...)
	_printf_(3, 4);

#endif
