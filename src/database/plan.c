/* SPDX-License-Identifier: MIT */
#include "database/plan.h"

#include "base/escape.h"

bool plan_has_work(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->items[i].sql.ptr)
			return true;
	return false;
}

static struct str in_transaction(struct arena *arena, struct str lock, struct str statements)
{
	return str_format(arena, "BEGIN;\n%.*s%s%.*sCOMMIT;\n", STR_ARG(lock), lock.ptr ? ";\n" : "",
		STR_ARG(statements));
}

struct str plan_script(struct arena *arena, const struct plan *plan)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < plan->count; i++)
		if (plan->items[i].sql.ptr)
			text_addf(&text, "%.*s;\n", STR_ARG(plan->items[i].sql));
	return text.len ? in_transaction(arena, plan->lock, text_str(&text)) : STR("");
}

struct str plan_undo_script(struct arena *arena, const struct plan *plan)
{
	struct text text = {.arena = arena};

	for (size_t i = plan->count; i > 0; i--)
		if (plan->items[i - 1].undo.ptr)
			text_addf(&text, "%.*s;\n", STR_ARG(plan->items[i - 1].undo));
	return text.len ? in_transaction(arena, (struct str){NULL, 0}, text_str(&text)) : STR("");
}

int plan_execute(const struct plan *plan, struct connection *connection, struct arena *arena,
	struct error *reterr)
{
	if (plan->lock.ptr &&
		connection_execute(connection, "cannot lock the history table", plan->lock, reterr))
		return -1;
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->items[i];
		struct str what = str_format(arena, "nothing was written, as this failed: %s %.*s",
			step->action, STR_ARG(escape_text(arena, step->version, false)));

		if (step->sql.ptr && connection_execute(connection, what.ptr, step->sql, reterr))
			return -1;
	}
	return connection_commit(connection, reterr);
}
