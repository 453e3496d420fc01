/* SPDX-License-Identifier: MIT */
/* The tables in which runners, and teams, keep what was applied, as data: which column says what.
 * The sources of the definitions: each tool's own code, as of 2025. */
#ifndef MIGHOOK_MIGRATION_HISTORY_ADAPTER_H
#define MIGHOOK_MIGRATION_HISTORY_ADAPTER_H

#include "base/str.h"

/* What a column of such a table may say. */
enum history_column {
	HISTORY_VERSION, /* what names the migration: see enum history_key */
	HISTORY_NAME, /* its name: the description, or the file's name */
	HISTORY_APPLIED_AT,
	HISTORY_APPLIED_BY,
	HISTORY_FINISHED_AT, /* empty: it has failed, unless it was rolled back */
	HISTORY_ROLLED_BACK, /* a time or true: it was taken back */
	HISTORY_SUCCESS, /* false: it has failed */
	HISTORY_APPLIED, /* false: it was taken back */
	HISTORY_DIRTY, /* true: it has failed */
	HISTORY_STATUS, /* a word: applied, failed, rolled_back, pending */
	HISTORY_KIND, /* flyway's: SQL, BASELINE, UNDO_SQL, ... */
	HISTORY_CHECKSUM,
	HISTORY_STATEMENTS, /* what was executed: an array, or one text */
	HISTORY_DURATION, /* how long that took */
	HISTORY_SOURCE, /* a word: which of several histories a view has the row from */
	HISTORY_RANK, /* rows of one migration: the last one counts */
	HISTORY_COLUMN_COUNT,
};

/* The word for a column in the policy's `columns`. */
extern const char *const history_column_names[HISTORY_COLUMN_COUNT];

/* What of a migration stands in HISTORY_VERSION. */
enum history_key {
	KEY_VERSION, /* as it is written */
	KEY_NUMBER, /* the version, in a column of numbers */
	KEY_NUMBER_TEXT, /* the version as a number is written, in a column of texts */
	KEY_NAME, /* of the file or folder, without ending */
	KEY_DOTTED, /* the version, with dots for underscores */
	KEY_BARE, /* the version without hyphens */
	KEY_LATEST, /* a number: the table has one row, with the last version */
};

enum history_checksum {
	CHECKSUM_NONE,
	CHECKSUM_SHA256, /* of the file, in hex */
	CHECKSUM_SHA384, /* of the file, as bytes (sqlx) */
	CHECKSUM_CRC32_LINES, /* of the lines without their ends, as a signed number (flyway) */
};

enum duration_unit {
	DURATION_NONE,
	DURATION_INTERVAL,
	DURATION_MILLISECONDS,
	DURATION_NANOSECONDS
};

/* What the row says of a migration that is marked as applied and was not executed, in the words of
 * the tool that does so itself: supabase migration repair, prisma migrate resolve, flyway migrate
 * -skipExecutingMigrations, migrate force. */
enum history_mark {
	MARK_DEFAULT, /* nothing: the column's own default */
	MARK_KEY, /* as HISTORY_VERSION has it */
	MARK_DESCRIPTION, /* the part of its name behind the version */
	MARK_WORDS, /* the same, with blanks for underscores */
	MARK_NAME, /* the file's name in a column that is called so, else as MARK_DESCRIPTION */
	MARK_PATH, /* of its file, below the folder of the set */
	MARK_CHECKSUM,
	MARK_STATEMENTS, /* as the Supabase CLI divides the file */
	MARK_NOW,
	MARK_USER, /* who is connected */
	MARK_TRUE,
	MARK_FALSE,
	MARK_ZERO,
	MARK_UNMEASURED, /* -1: sqlx's, until it knows how long it took */
	MARK_EMPTY, /* a text without bytes */
	MARK_APPLIED, /* the word */
	MARK_UUID, /* a random one */
	MARK_NEXT, /* one more than the highest */
	MARK_KIND, /* flyway's: SQL, or SQL_BASELINE */
};

/* A column that says nothing of what was applied, but must be filled. */
struct history_other {
	const char *column; /* NULL: none */
	enum history_mark mark;
};

struct history_adapter {
	const char *name;
	const char *title; /* in reports */
	const char *table; /* without a schema: the first of the search path */
	enum history_key key;
	enum history_checksum checksum;
	enum duration_unit duration;
	/* For each kind of column the names it may have, separated by '|'; NULL: there is none. */
	const char *columns[HISTORY_COLUMN_COUNT];
	enum history_mark marks[HISTORY_COLUMN_COUNT];
	struct history_other others[3];
	/* SQL that makes the table as its tool does, for {table}, in {schema}, called {name} without
	 * it; NULL: nobody knows. */
	const char *definition;
};

extern const struct history_adapter history_adapters[];
extern const size_t history_adapter_count;

/* NULL if there is none of that name. */
const struct history_adapter *history_adapter_find(struct str name);

/* The one for a table of that name, whatever its schema; NULL if the table is not known, or of
 * several tools: then `runner`, which may be NULL, decides. */
const struct history_adapter *history_adapter_of_table(struct str table, const char *runner);

/* The name of its table, without the schema; empty: the policy alone knows it. */
struct str history_adapter_table_name(const struct history_adapter *adapter);

/* The one that a runner writes; NULL: it keeps nothing. */
const struct history_adapter *history_adapter_of_runner(const char *runner);

#endif
