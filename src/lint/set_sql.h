/* SPDX-License-Identifier: MIT */
/*
 * The SQL of a set that is judged or new, and what it creates: rules ask whether an object was
 * there before. "Created here" means in the same file, or in another one that is absent at the
 * merge base; never merely somewhere in the history.
 */
#ifndef MIGHOOK_LINT_SET_SQL_H
#define MIGHOOK_LINT_SET_SQL_H

#include "lint/deprecation.h"
#include "lint/diagnostic.h"
#include "lint/mentions.h"
#include "sql/sql.h"

struct catalog;
struct sql_jobs;

/* What SQL that is put together when it runs may do. */
enum spoken { SPOKEN_ROW_SECURITY, SPOKEN_POLICY, SPOKEN_COUNT };

struct set_sql {
	const struct migration_set *set;
	struct {
		struct sql **items; /* by path, up before down */
		size_t count, capacity;
	} texts;
	struct sql_jobs
		*reading; /* between begin and finish, where others are reading them; else NULL */
	struct mentions mentions; /* of all texts */
	bool says[SPOKEN_COUNT]; /* constants in bodies of up texts: what may be executed */
	struct deprecations deprecations; /* of up texts; none if nobody asks */
	struct str_list history_tables; /* of every tool, by their names alone */
	struct str_list history_specs; /* of the set itself, as its policy names them */
	struct catalog *catalog; /* that the set leads to; NULL: not asked for, or another dialect */
	/* NULL, or why it is not taken for PostgreSQL's: then `texts` is empty */
	const char *other_dialect;
};

/* Reads the files of the set whose content was loaded. `wants_deprecations`: where something is
 * dropped, reads merged ones too, and which of them have deprecated what. */
_must_check_ int set_sql_read(struct set_sql *ret, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, bool wants_deprecations,
	struct error *reterr);

/*
 * The same in two parts: in between the texts are listed, and the SQL of each may be looked at
 * after set_sql_await. What has begun is to be finished in any case, before the arena goes.
 * `ahead`: what others are reading already, all scripts of the set; NULL: they are read here.
 */
void set_sql_begin(struct set_sql *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct sql_jobs *ahead);
_must_check_ int set_sql_finish(struct set_sql *set_sql, struct arena *arena,
	const struct change_set *changes, bool wants_deprecations, struct error *reterr);

/* Returns when the text of that number has been read. */
void set_sql_await(const struct set_sql *set_sql, size_t text);

/* What brings a schema forward: a file, or its section. */
struct up_text {
	const struct migration_file *file;
	struct sql *sql; /* NULL: to be read; then: none that is executed as SQL */
	size_t number; /* of the set's texts; only if `sql` was not NULL */
	bool is_missing; /* its content is not here */
};

/* Reads those that are to be read, whether their content was loaded or not. */
_must_check_ int set_sql_read_up(struct up_text *texts, size_t count, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, struct error *reterr);

/* Fills what is found in the texts. */
void set_sql_list(struct set_sql *set_sql, struct arena *arena);

/* True if an object was created here before the fact. `table`: of a column and the like. */
bool set_sql_creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	enum object_kind kind, struct object_name table, struct object_name name);

/* True if the table that the fact is about (or the view, or what else has columns) is new: nobody
 * can use it yet. */
bool set_sql_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name table);

/* True if the fact, a DROP, only makes room: the same is created further down, and no rows are lost
 * by it. */
bool set_sql_makes_anew(
	const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact);

/* True if a fact runs before another: further up in the same text, or in an earlier migration. */
bool set_sql_precedes(const struct sql *sql, const struct fact *fact, const struct sql *later_sql,
	const struct fact *later);

/* True if the text is of a file that the change brings: absent at the merge base. */
bool sql_is_new(const struct sql *sql);

/* True if a string of the SQL, which EXECUTE may run, holds the words in any case of letters. */
bool sql_says(const struct sql *sql, struct str words);

/* Negative if the one migration's file runs before the other's, positive if behind it. */
int migration_file_compare(const struct migration_file *a, const struct migration_file *b);

/* The place of a statement, of which only the first line is shown. */
struct span statement_span(const struct sql *sql, const struct statement *statement);

#endif
