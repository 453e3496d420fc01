/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <time.h>

#include "base/escape.h"
#include "base/vec.h"
#include "database/connection_parts.h"
#include "database/secret_text.h"

int64_t connection_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct str connection_said(const struct connection *connection, const char *message)
{
	struct str text = str_trim(
		without_secrets(connection->arena, str_from(message), &connection->secrets));
	struct text line = {.arena = connection->arena};

	for (size_t i = 0; i < text.len; i++) {
		if (!is_blank(text.ptr[i]))
			text_add_byte(&line, text.ptr[i]);
		else if (line.len && line.ptr[line.len - 1] != ' ')
			text_add_byte(&line, ' ');
	}
	return escape_text(connection->arena, text_str(&line), false);
}

int connection_wait(const struct connection *connection, bool writing, int64_t deadline)
{
	struct pollfd descriptor = {
		.fd = PQsocket(connection->server), .events = writing ? POLLOUT : POLLIN};

	for (;;) {
		int64_t left = deadline - connection_clock();
		int ready;

		if (left <= 0)
			return 0;
		ready = poll(&descriptor, 1, left > INT32_MAX ? INT32_MAX : (int)left);
		if (ready || errno != EINTR)
			return ready;
	}
}

int connection_timed_out(
	const struct connection *connection, const char *what, struct error *reterr)
{
	error_set(reterr, "%s: no answer within %lld ms", what, (long long)connection->timeout);
	return error_hint(reterr, "--timeout gives it more time");
}

static int server_failed(
	struct connection *connection, const char *what, const PGresult *result, struct error *reterr)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

	if (state)
		snprintf(connection->sqlstate, sizeof connection->sqlstate, "%s", state);
	error_set(reterr, "%s: %s%s%s%s", what,
		connection_said(connection, primary ? primary : PQerrorMessage(connection->server)).ptr,
		state ? " (SQLSTATE " : "", state ? state : "", state ? ")" : "");
	if (state && !strcmp(state, "42501"))
		return error_hint(reterr, "connect as a user that may, or GRANT the privilege to this one");
	if (state && !strcmp(state, "57014"))
		return error_hint(reterr, "--timeout gives it more time");
	if (state && !strcmp(state, "25006"))
		return error_hint(reterr, "the server or its user allows reading alone");
	return -1;
}

/* Sends what is left to be sent. */
static int flush(
	struct connection *connection, const char *what, int64_t deadline, struct error *reterr)
{
	for (;;) {
		int left = PQflush(connection->server);

		if (!left)
			return 0;
		if (left < 0)
			return server_failed(connection, what, NULL, reterr);
		if (connection_wait(connection, /* writing= */ true, deadline) <= 0)
			return connection_timed_out(connection, what, reterr);
	}
}

/* Who gets the rows of a result; `visit` NULL: nobody. */
struct receiver {
	connection_row *visit;
	void *context;
	struct arena *arena;
};

static void hand_out(const struct receiver *receiver, const PGresult *result)
{
	int columns = PQnfields(result);
	struct str *values = arena_array(receiver->arena, struct str, (size_t)columns + 1);

	for (int row = 0; row < PQntuples(result); row++) {
		for (int column = 0; column < columns; column++)
			values[column] = PQgetisnull(result, row, column)
				? (struct str){NULL, 0}
				: (struct str){
					  PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column)};
		receiver->visit(values, (size_t)columns, receiver->context);
	}
}

/* Reads results until there are no more; of all that fails the first error counts. */
static int receive(struct connection *connection, const char *what, const struct receiver *receiver,
	struct error *reterr)
{
	int64_t deadline = connection_clock() + connection->timeout + 250;
	int failed = flush(connection, what, deadline, reterr);

	while (!failed || PQstatus(connection->server) == CONNECTION_OK) {
		PGresult *result;
		ExecStatusType status;

		while (PQisBusy(connection->server)) {
			if (connection_wait(connection, /* writing= */ false, deadline) <= 0)
				return failed ? -1 : connection_timed_out(connection, what, reterr);
			if (!PQconsumeInput(connection->server))
				return failed ? -1 : server_failed(connection, what, NULL, reterr);
		}
		result = PQgetResult(connection->server);
		if (!result)
			break;
		status = PQresultStatus(result);
		if (!failed && (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE))
			failed = server_failed(connection, what, result, reterr);
		if (!failed && receiver->visit && status == PGRES_TUPLES_OK)
			hand_out(receiver, result);
		PQclear(result);
	}
	return failed;
}

struct str rows_value(const struct rows *rows, size_t row, size_t column)
{
	return rows->values[row * rows->columns + column];
}

int connection_each_row(struct connection *connection, struct arena *arena, const char *what,
	struct str sql, const struct str_list *parameters, connection_row *visit, void *context,
	struct error *reterr)
{
	const struct receiver receiver = {visit, context, arena};
	size_t count = parameters ? parameters->count : 0;
	const char **values = arena_array(arena, const char *, count + 1);

	for (size_t i = 0; i < count; i++)
		values[i] = parameters->items[i].ptr ? str_copy(arena, parameters->items[i]).ptr : NULL;
	if (!PQsendQueryParams(connection->server, str_copy(arena, sql).ptr, (int)count, NULL, values,
			NULL, NULL, /* text= */ 0))
		return server_failed(connection, what, NULL, reterr);
	return receive(connection, what, &receiver, reterr);
}

struct collecting {
	struct rows rows;
	struct arena *arena;
};

static void collect_row(const struct str *values, size_t count, void *context)
{
	struct collecting *collecting = context;
	struct rows *rows = &collecting->rows;

	rows->columns = count;
	for (size_t i = 0; i < count; i++) {
		rows->values = vec_reserve(collecting->arena, rows->values, rows->count * count + i,
			&rows->capacity, sizeof *rows->values);
		rows->values[rows->count * count + i] = values[i].ptr
			? str_copy(collecting->arena, values[i])
			: values[i];
	}
	rows->count++;
}

int connection_query(struct connection *connection, struct arena *arena, const char *what,
	struct str sql, const struct str_list *parameters, struct rows *ret, struct error *reterr)
{
	struct collecting collecting = {.arena = arena};

	if (connection_each_row(
			connection, arena, what, sql, parameters, collect_row, &collecting, reterr))
		return -1;
	*ret = collecting.rows;
	return 0;
}

int connection_execute(
	struct connection *connection, const char *what, struct str sql, struct error *reterr)
{
	const struct receiver nobody = {.visit = NULL};

	if (!PQsendQuery(connection->server, str_copy(connection->arena, sql).ptr))
		return server_failed(connection, what, NULL, reterr);
	return receive(connection, what, &nobody, reterr);
}

int connection_commit(struct connection *connection, struct error *reterr)
{
	if (!connection_execute(connection, "cannot commit", STR("COMMIT"), reterr))
		return 0;
	if (PQstatus(connection->server) == CONNECTION_OK && connection->sqlstate[0])
		return -1;
	error_set(reterr, "the connection was lost while it committed: all of it is there or nothing");
	return error_hint(reterr, "run the same command again, it does only what is left to do");
}

const char *connection_sqlstate(const struct connection *connection)
{
	return connection->sqlstate;
}
