/* SPDX-License-Identifier: MIT */
/*
 * A connection to a PostgreSQL server (libpq). Everything has a deadline; nothing that is said of
 * it holds a password. What reads is one read-only snapshot: several questions see the same moment.
 */
#ifndef MIGHOOK_DATABASE_CONNECTION_H
#define MIGHOOK_DATABASE_CONNECTION_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct connection;

enum connection_use {
	CONNECTION_READS, /* default_transaction_read_only=on, one REPEATABLE READ snapshot */
	CONNECTION_WRITES, /* a transaction that lasts until connection_commit */
	CONNECTION_RUNS, /* no transaction and no settings: a runner's session on a scratch server */
};

struct connection_options {
	struct str url; /* URL or key=value words; ptr NULL: libpq's environment and service files */
	struct str password; /* of libpq's environment, which is not there any more; ptr NULL: none */
	const char *origin; /* what the URL was taken from, for messages; NULL: the environment */
	int64_t timeout; /* of connecting, and of each statement: milliseconds */
	enum connection_use use;
	bool ignores_environment; /* nothing that is called PG* is read: the URL says it all */
};

/* Connects and begins a transaction, unless it is to run migrations. To be closed by the caller. */
_must_check_ int connection_open(struct connection **ret, struct arena *arena,
	const struct connection_options *options, struct error *reterr);

/* Ends it; what was not committed is rolled back by the server. NULL is allowed. */
void connection_close(struct connection **connection);

/* Ends the session and begins another one, with the same database. */
_must_check_ int connection_restart(struct connection *connection, struct error *reterr);

/* Whom and what it is connected with: "postgres@localhost:5432/app". */
struct str connection_place(const struct connection *connection);

/* Where a database is, as other programs on libpq take it; a password is apart. */
struct connection_address {
	struct str words; /* key='value' ...; or a URL */
	struct str password; /* ptr NULL: none */
};

/* Adds key='value' to words of libpq's (its manual, 34.1.1.1). */
void connection_add_word(struct text *words, const char *key, const char *value);

/* What it was connected with, wherever libpq had it from. */
struct connection_address connection_address(
	const struct connection *connection, struct arena *arena);

/* The server's version, as 150004. */
int connection_server_version(const struct connection *connection);

/* What a query gives: the values row by row; ptr NULL is SQL's NULL. */
struct rows {
	struct str *values;
	size_t count, columns, capacity;
};

struct str rows_value(const struct rows *rows, size_t row, size_t column);

/* Runs one statement with parameters $1, $2, ... (ptr NULL: NULL) as text; its rows live in the
 * arena. An error of the server's is told with its SQLSTATE, `what` says what was tried. */
_must_check_ int connection_query(struct connection *connection, struct arena *arena,
	const char *what, struct str sql, const struct str_list *parameters, struct rows *ret,
	struct error *reterr);

/* The same for tables that may be long: calls `visit` for each row when all have come; its values
 * are gone when it returns. */
typedef void connection_row(const struct str *values, size_t count, void *context);
_must_check_ int connection_each_row(struct connection *connection, struct arena *arena,
	const char *what, struct str sql, const struct str_list *parameters, connection_row *visit,
	void *context, struct error *reterr);

/* Several statements without parameters; what they return is dropped. */
_must_check_ int connection_execute(
	struct connection *connection, const char *what, struct str sql, struct error *reterr);

/* Commits what was written. If the answer does not come, the error says that nobody knows. */
_must_check_ int connection_commit(struct connection *connection, struct error *reterr);

/* SQLSTATE of the last error of the server's; "" if there was none. */
const char *connection_sqlstate(const struct connection *connection);

#endif
