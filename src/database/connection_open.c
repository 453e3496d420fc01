/* SPDX-License-Identifier: MIT */
/* Connecting to a server. */
#include <errno.h>
#include <libpq-fe.h>

#include "base/escape.h"
#include "database/connection_parts.h"
#include "database/libpq_environment.h"
#include "database/secret_text.h"

/* The one thing to look at, by what was said. Always -1. */
static int hint_connecting(
	const struct connection *connection, struct str message, struct error *reterr)
{
	static const struct {
		const char *part, *hint;
	} hints[] = {
		{"password authentication failed", "the password is wrong, or the user's name"},
		{"no password supplied", "the server wants a password, and there is none"},
		{"Connection refused", "no server listens there"},
		{"No such file or directory", "no server listens there"},
		{"translate host name", "nobody knows that host"},
		{"does not exist", "the server has no such user or database"},
		{"pg_hba.conf", "the server lets nobody in this way"},
		{"SSL", "see sslmode in https://www.postgresql.org/docs/current/libpq-ssl.html"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(hints); i++)
		if (str_find(message, str_from(hints[i].part), 0) < message.len)
			return error_hint(reterr, "%s (the address is from %s)", hints[i].hint,
				connection->origin ? connection->origin : "the environment or libpq's defaults");
	return -1;
}

/* "user@host:port/database", or the folder of a socket as the host. */
static struct str place_of(const struct connection *connection)
{
	const char *host = PQhost(connection->server), *port = PQport(connection->server);
	const char *user = PQuser(connection->server), *database = PQdb(connection->server);
	struct str text = str_format(connection->arena, "%s@%s:%s/%s", user ? user : "",
		host ? host : "", port ? port : "", database ? database : "");

	text = without_secrets(connection->arena, text, &connection->secrets);
	return escape_text(connection->arena, text, false);
}

/* Key words and values for libpq: the URL's own, and what holds where it says nothing. */
struct parameters {
	const char *keys[64], *values[64];
	size_t count;
};

static void put(struct parameters *parameters, const char *key, const char *value)
{
	for (size_t i = 0; i < parameters->count; i++)
		if (!strcmp(parameters->keys[i], key))
			return;
	if (parameters->count + 1 < ARRAY_LENGTH(parameters->keys)) {
		parameters->keys[parameters->count] = key;
		parameters->values[parameters->count++] = value;
	}
}

/* What libpq says of a text that it does not understand, without the parts of it that it quotes:
 * nobody knows which of them is the password. */
static struct str unquoted(const struct connection *connection, const char *message)
{
	struct text text = {.arena = connection->arena};
	bool is_quoted = false;

	for (; *message; message++) {
		if (*message == '"') {
			is_quoted = !is_quoted;
			text_add(&text, is_quoted ? STR("\"") : STR("...\""));
		} else if (!is_quoted) {
			text_add_byte(&text, *message);
		}
	}
	return connection_said(connection, text_str(&text).ptr);
}

static int read_url(struct connection *connection, struct str url, struct parameters *parameters,
	struct error *reterr)
{
	PQconninfoOption *options;
	char *message = NULL;

	if (!url.ptr)
		return 0;
	options = PQconninfoParse(str_copy(connection->arena, url).ptr, &message);
	if (!options) {
		error_set(reterr, "the address from %s is not understood: %s",
			connection->origin ? connection->origin : "the environment",
			message ? unquoted(connection, message).ptr : "out of memory");
		PQfreemem(message);
		return error_hint(reterr,
			"postgresql://USER@HOST:PORT/DATABASE, and PGPASSWORD; in a password in a URL '@', "
			"'/', "
			"':' and '%%' are written %%40, %%2F, %%3A, %%25");
	}
	for (PQconninfoOption *option = options; option->keyword; option++) {
		if (!option->val)
			continue;
		if (!strcmp(option->keyword, "password"))
			secrets_add(connection->arena, &connection->secrets,
				str_copy(connection->arena, str_from(option->val)));
		put(parameters, str_copy(connection->arena, str_from(option->keyword)).ptr,
			str_copy(connection->arena, str_from(option->val)).ptr);
	}
	PQconninfoFree(options);
	return 0;
}

static int connecting_failed(struct connection *connection, struct error *reterr)
{
	struct str message = connection_said(connection, PQerrorMessage(connection->server));

	error_set(reterr, "cannot connect to the database: %s", message.ptr);
	return hint_connecting(connection, message, reterr);
}

/* libpq reads its environment here, and here alone. */
static PGconn *start(const struct parameters *parameters, struct str password)
{
	PGconn *server;

	if (password.ptr)
		setenv("PGPASSWORD", password.ptr, /* overwrite= */ 1);
	server = PQconnectStartParams(parameters->keys, parameters->values, 0);
	if (password.ptr)
		unsetenv("PGPASSWORD");
	return server;
}

/* Waits until it is connected; `step` is libpq's way to go on with it. */
static int finish_connecting(struct connection *connection,
	PostgresPollingStatusType (*step)(PGconn *), struct error *reterr)
{
	int64_t deadline = connection_clock() + connection->timeout;
	PostgresPollingStatusType status = PGRES_POLLING_WRITING;

	while (status != PGRES_POLLING_OK) {
		int ready;

		if (status == PGRES_POLLING_FAILED)
			return connecting_failed(connection, reterr);
		ready = connection_wait(connection, status == PGRES_POLLING_WRITING, deadline);
		if (!ready)
			return connection_timed_out(connection,
				str_format(connection->arena, "cannot connect to the database at %s",
					place_of(connection).ptr)
					.ptr,
				reterr);
		if (ready < 0)
			return error_set(reterr, "cannot wait for the server: %s", strerror(errno));
		status = step(connection->server);
	}
	PQsetnonblocking(connection->server, 1);
	return 0;
}

static int connect_server(struct connection *connection, const struct parameters *parameters,
	struct str password, struct error *reterr)
{
	connection->server = start(parameters, password);
	if (!connection->server)
		return error_set(reterr, "out of memory");
	if (PQstatus(connection->server) == CONNECTION_BAD)
		return connecting_failed(connection, reterr);
	if (finish_connecting(connection, PQconnectPoll, reterr))
		return -1;
	/* libpq may have found one in a file */
	secrets_add(connection->arena, &connection->secrets,
		str_copy(connection->arena, str_from(PQpass(connection->server))));
	connection->place = place_of(connection);
	return 0;
}

/* What a server prints on its own accord is nobody's business. */
static void drop_notice(void *context, const PGresult *result)
{
	(void)context, (void)result;
}

/* All of it is one query, which makes the SET a part of the transaction: behind a pooler
 * (PgBouncer) it must neither get lost nor be left to whoever gets the server's connection next.
 * What writes sees, once it has waited for a lock, what was committed meanwhile. */
static int begin(struct connection *connection, enum connection_use use, struct error *reterr)
{
	const char *transaction = use == CONNECTION_READS
		? "SET default_transaction_read_only = on; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
		: "BEGIN ISOLATION LEVEL READ COMMITTED";
	const char *encoding = PQparameterStatus(connection->server, "server_encoding");
	/* a database that knows no encoding may hold bytes that are no UTF-8: they come as they are */
	const char *bytes = encoding && !strcmp(encoding, "SQL_ASCII")
		? "; SET LOCAL client_encoding = 'SQL_ASCII'"
		: "";
	struct str sql = str_format(connection->arena,
		"%s; SET LOCAL statement_timeout = %lld; SET LOCAL lock_timeout = %lld; "
		"SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; "
		"SET LOCAL IntervalStyle = 'postgres'; SET LOCAL standard_conforming_strings = on%s",
		transaction, (long long)connection->timeout, (long long)connection->timeout, bytes);

	return connection_execute(connection, "cannot begin a transaction", sql, reterr);
}

int connection_open(struct connection **ret, struct arena *arena,
	const struct connection_options *options, struct error *reterr)
{
	_cleanup_(libpq_environment_restore) struct str_list hidden = {0};
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct parameters parameters = {.count = 0};

	connection = arena_new(arena, struct connection);
	*connection = (struct connection){.arena = arena,
		.origin = options->origin,
		.timeout = options->timeout,
		.ignores_environment = options->ignores_environment};
	if (options->url.ptr)
		connection->secrets = secrets_of_url(arena, options->url);
	secrets_add(arena, &connection->secrets, options->password);
	if (read_url(connection, options->url, &parameters, reterr))
		return -1;
	put(&parameters, "application_name", "mighook");
	put(&parameters, "client_encoding", "UTF8");
	if (connection->ignores_environment)
		hidden = libpq_environment_take(arena);
	if (connect_server(connection, &parameters, options->password, reterr))
		return -1;
	PQsetNoticeReceiver(connection->server, drop_notice, NULL);
	if (options->use != CONNECTION_RUNS && begin(connection, options->use, reterr))
		return -1;
	*ret = connection;
	connection = NULL;
	return 0;
}

int connection_restart(struct connection *connection, struct error *reterr)
{
	_cleanup_(libpq_environment_restore) struct str_list hidden = {0};

	if (connection->ignores_environment)
		hidden = libpq_environment_take(connection->arena);
	if (!PQresetStart(connection->server))
		return connecting_failed(connection, reterr);
	return finish_connecting(connection, PQresetPoll, reterr);
}

void connection_close(struct connection **connection)
{
	if (*connection && (*connection)->server)
		PQfinish((*connection)->server);
	*connection = NULL;
}

struct str connection_place(const struct connection *connection)
{
	return connection->place;
}

int connection_server_version(const struct connection *connection)
{
	return PQserverVersion(connection->server);
}
