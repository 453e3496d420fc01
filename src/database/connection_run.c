/* SPDX-License-Identifier: MIT */
#include "database/connection_run.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>

#include "database/connection_parts.h"

/* How long a server may take to cancel what it does: milliseconds. */
enum { CANCEL_TIME = 5000 };

struct running {
	struct connection *connection;
	struct arena *arena;
	struct str lines; /* for COPY ... FROM STDIN */
	int64_t deadline; /* of the statement that runs */
	struct run *run;
};

enum session_state connection_session(const struct connection *connection)
{
	switch (PQtransactionStatus(connection->server)) {
	case PQTRANS_IDLE:
		return SESSION_IDLE;
	case PQTRANS_INERROR:
		return SESSION_IN_FAILED_TRANSACTION;
	case PQTRANS_UNKNOWN:
		return SESSION_LOST;
	default:
		return SESSION_IN_TRANSACTION;
	}
}

static bool is_lost(const struct running *running)
{
	return PQstatus(running->connection->server) != CONNECTION_OK;
}

static int cancel(struct running *running, struct error *reterr)
{
	char message[256];
	PGcancel *request = PQgetCancel(running->connection->server);
	bool done = request && PQcancel(request, message, sizeof message);

	PQfreeCancel(request);
	if (!done)
		return error_set(
			reterr, "cannot cancel what a migration does at %s", running->connection->place.ptr);
	running->run->timed_out = true;
	running->deadline = connection_clock() + CANCEL_TIME;
	return 0;
}

/* Waits until there is something to read, or room to write. */
static int wait_turn(struct running *running, bool writing, struct error *reterr)
{
	struct pollfd descriptor = {.fd = PQsocket(running->connection->server),
		.events = (short)(writing ? POLLIN | POLLOUT : POLLIN)};
	int64_t left = running->deadline - connection_clock();
	int ready;

	if (left <= 0 && running->run->timed_out)
		return error_set(reterr,
			"%s: the server does not cancel a statement that takes longer "
			"than %lld ms",
			running->connection->place.ptr, (long long)running->connection->timeout);
	if (left <= 0)
		return cancel(running, reterr);
	ready = poll(&descriptor, 1, left > INT32_MAX ? INT32_MAX : (int)left);
	if (ready < 0 && errno != EINTR)
		return error_set(reterr, "cannot wait for the server: %s", strerror(errno));
	/* of a connection that is lost PQgetResult tells */
	if (ready > 0 && (descriptor.revents & ~POLLOUT))
		PQconsumeInput(running->connection->server);
	return 0;
}

/* The server may answer before it has read everything. */
static int flush(struct running *running, struct error *reterr)
{
	while (PQflush(running->connection->server) > 0)
		if (wait_turn(running, /* writing= */ true, reterr))
			return -1;
	return 0;
}

static int next_result(struct running *running, PGresult **ret, struct error *reterr)
{
	while (PQisBusy(running->connection->server) && !is_lost(running))
		if (wait_turn(running, /* writing= */ false, reterr))
			return -1;
	*ret = PQgetResult(running->connection->server);
	return 0;
}

static struct str kept(const struct running *running, const PGresult *result, int field)
{
	const char *text = PQresultErrorField(result, field);

	return text ? str_copy(running->arena, str_from(text)) : (struct str){NULL, 0};
}

static size_t number(const PGresult *result, int field)
{
	const char *text = PQresultErrorField(result, field);

	return text ? strtoul(text, NULL, 10) : 0;
}

/* Of several errors the first one says why. */
static void keep_failure(struct running *running, const PGresult *result)
{
	struct run *run = running->run;
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	struct str all = str_from(PQresultErrorMessage(result)), line;
	const char *advice = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);

	if (run->failed)
		return;
	run->failed = true;
	run->sqlstate = kept(running, result, PG_DIAG_SQLSTATE);
	/* libpq says more than one line of a connection that is lost */
	if (!message && str_next(&all, '\n', &line))
		message = str_copy(running->arena, line).ptr;
	run->message = connection_said(running->connection, message ? message : "no answer");
	if (advice)
		run->advice = connection_said(running->connection, advice);
	run->context = kept(running, result, PG_DIAG_CONTEXT);
	run->position = number(result, PG_DIAG_STATEMENT_POSITION);
	run->inner = kept(running, result, PG_DIAG_INTERNAL_QUERY);
	run->inner_position = number(result, PG_DIAG_INTERNAL_POSITION);
}

/* Gives COPY what it reads; without it the server is told that there is nothing. */
static int give_lines(struct running *running, struct error *reterr)
{
	PGconn *server = running->connection->server;
	size_t most = 1 << 20;

	running->run->wants_lines = !running->lines.ptr;
	for (size_t at = 0; at < running->lines.len && !is_lost(running);) {
		struct str part = str_slice(running->lines, at, at + most);
		int put = PQputCopyData(server, part.ptr, (int)part.len);

		if (put < 0)
			break;
		if (!put && wait_turn(running, /* writing= */ true, reterr))
			return -1;
		if (put)
			at += part.len;
	}
	while (!is_lost(running)) {
		int end = PQputCopyEnd(
			server, running->lines.ptr ? NULL : "a migration has no standard input");

		if (end)
			break;
		if (wait_turn(running, /* writing= */ true, reterr))
			return -1;
	}
	return flush(running, reterr);
}

static int drop_lines(struct running *running, struct error *reterr)
{
	for (;;) {
		char *line = NULL;
		int length = PQgetCopyData(running->connection->server, &line, /* async= */ 1);

		PQfreemem(line);
		if (length < 0)
			return 0;
		if (!length && wait_turn(running, /* writing= */ false, reterr))
			return -1;
	}
}

/* False as `ret_more` behind the last result. */
static int take_result(struct running *running, bool *ret_more, struct error *reterr)
{
	PGresult *result;
	ExecStatusType status;

	if (next_result(running, &result, reterr))
		return -1;
	*ret_more = result != NULL;
	if (!result)
		return 0;
	status = PQresultStatus(result);
	if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE)
		keep_failure(running, result);
	else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
		running->run->completed += !running->run->failed;
	PQclear(result);
	if (!running->run->timed_out)
		running->deadline = connection_clock() + running->connection->timeout;
	if (status == PGRES_COPY_IN)
		return give_lines(running, reterr);
	if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH)
		return drop_lines(running, reterr);
	return 0;
}

static int receive(struct running *running, struct error *reterr)
{
	bool more = true;

	if (flush(running, reterr))
		return -1;
	while (more)
		if (take_result(running, &more, reterr))
			return -1;
	running->run->state = is_lost(running) ? SESSION_LOST : connection_session(running->connection);
	return 0;
}

static struct running start(
	struct connection *connection, struct arena *arena, struct str lines, struct run *run)
{
	*run = (struct run){.completed = 0};
	return (struct running){
		connection, arena, lines, connection_clock() + connection->timeout, run};
}

static int not_sent(const struct connection *connection, struct error *reterr)
{
	return error_set(reterr, "cannot send a migration to %s: %s", connection->place.ptr,
		connection_said(connection, PQerrorMessage(connection->server)).ptr);
}

int connection_run(struct connection *connection, struct arena *arena, struct str sql,
	struct str lines, struct run *ret, struct error *reterr)
{
	struct running running = start(connection, arena, lines, ret);

	if (!PQsendQuery(connection->server, str_copy(arena, sql).ptr))
		return not_sent(connection, reterr);
	return receive(&running, reterr);
}
