/* SPDX-License-Identifier: MIT */
#include "sql/transaction.h"

#include "base/vec.h"

enum state {
	OUTSIDE, /* each statement is a transaction of its own */
	IMPLICIT, /* one that no BEGIN has started: of a batch, or of a query of several statements */
	RUNNERS, /* between the BEGIN and the COMMIT of the runner */
	RUNNERS_AGAIN, /* the same, behind a BEGIN of the file that only gave a warning */
	EXPLICIT, /* behind a BEGIN of the file */
};

struct machine {
	struct arena *arena;
	struct sql *sql;
	enum state rest; /* what holds where no BEGIN of the file is open */
	enum state state;
	size_t number, begun; /* of the transaction; the statement that began it */
};

static void mistake(struct machine *machine, size_t statement, enum transaction_mistake_kind kind)
{
	*vec_push(machine->arena, &machine->sql->mistakes) = (struct transaction_mistake){
		statement, kind};
}

static void enter(struct machine *machine, enum state state)
{
	machine->state = state;
	machine->number++;
}

static bool is_runners(enum state state)
{
	return state == RUNNERS || state == RUNNERS_AGAIN;
}

static void begin(struct machine *machine, size_t statement)
{
	switch (machine->state) {
	case EXPLICIT:
	case RUNNERS_AGAIN:
		mistake(machine, statement, MISTAKE_NESTED);
		return;
	case RUNNERS:
		mistake(machine, statement, MISTAKE_RUNNERS_NESTED);
		machine->state = RUNNERS_AGAIN;
		return;
	case IMPLICIT:
		/* becomes this one, with all that ran in it before */
		break;
	default:
		machine->number++;
	}
	machine->state = EXPLICIT;
	machine->begun = statement;
}

/* COMMIT, ROLLBACK, PREPARE TRANSACTION. */
static void end(struct machine *machine, size_t statement, bool chains)
{
	enum state ended = machine->state;

	if (ended == RUNNERS)
		mistake(machine, statement, MISTAKE_ENDS_RUNNERS);
	else if (ended == OUTSIDE || ended == IMPLICIT)
		mistake(machine, statement, MISTAKE_NOT_BEGUN);
	if (chains && (ended == EXPLICIT || is_runners(ended))) {
		enter(machine, ended);
		machine->begun = statement;
		return;
	}
	/* the runner begins no other */
	if (is_runners(ended))
		machine->rest = OUTSIDE;
	enter(machine, machine->rest);
}

/* What a BEGIN and its ROLLBACK enclose. */
static void undo(struct sql *sql, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		sql->statements.items[i].is_undone = true;
}

static size_t count_top(const struct sql *sql)
{
	size_t count = 0;

	for (size_t i = 0; i < sql->statements.count; i++)
		count += sql->statements.items[i].place == PLACE_TOP;
	for (size_t i = 0; i < sql->errors.count; i++)
		count += !sql->errors.items[i].is_body;
	return count;
}

/* True if every statement refuses to run in a transaction. */
static bool all_refuse(const struct sql *sql)
{
	for (size_t i = 0; i < sql->statements.count; i++)
		if (sql->statements.items[i].place == PLACE_TOP && !sql->statements.items[i].outside)
			return false;
	return sql->statements.count > 0;
}

static enum state rest_of(const struct sql *sql)
{
	switch (sql->wrapping) {
	case WRAPPED_TRANSACTION:
		return RUNNERS;
	case WRAPPED_UNLESS_REFUSED:
		return all_refuse(sql) ? OUTSIDE : RUNNERS;
	case WRAPPED_BATCH:
		return IMPLICIT;
	case WRAPPED_QUERY:
		return count_top(sql) > 1 ? IMPLICIT : OUTSIDE;
	default:
		return OUTSIDE;
	}
}

void transactions_find(struct arena *arena, struct sql *sql)
{
	struct machine machine = {.arena = arena, .sql = sql, .rest = rest_of(sql), .number = 1};
	enum state start = machine.rest;

	machine.state = start;
	for (size_t i = 0; i < sql->statements.count; i++) {
		struct statement *statement = &sql->statements.items[i];

		if (statement->place != PLACE_TOP) {
			/* embedded ones follow all others, and run where the one they stand in does */
			statement->transaction = sql->statements.items[statement->outer].transaction;
			statement->is_undone = sql->statements.items[statement->outer].is_undone;
			continue;
		}
		if (statement->transaction_act == TRANSACTION_BEGIN)
			begin(&machine, i);
		statement->transaction = machine.state == OUTSIDE ? 0 : machine.number;
		/* an implicit one is none to SAVEPOINT */
		if (statement->transaction_act == TRANSACTION_SAVEPOINT &&
			(machine.state == OUTSIDE || machine.state == IMPLICIT))
			mistake(&machine, i, MISTAKE_NOT_BEGUN);
		if (statement->transaction_act == TRANSACTION_ROLLBACK && machine.state == EXPLICIT)
			undo(sql, machine.begun, i);
		if (statement->transaction_act == TRANSACTION_COMMIT ||
			statement->transaction_act == TRANSACTION_ROLLBACK ||
			statement->transaction_act == TRANSACTION_PREPARE)
			end(&machine, i, statement->chains);
	}
	/* where the runner began one, its COMMIT ends that of the file too */
	if (machine.state == EXPLICIT && !is_runners(start))
		mistake(&machine, machine.begun, MISTAKE_NEVER_ENDED);
}
