/* SPDX-License-Identifier: MIT */
#include "database/history_writes.h"

#include "base/escape.h"
#include "database/sql_text.h"
#include "git/ci.h"

/* Any number will do, as long as it is always the same: "mighook" as bytes. */
#define ADVISORY_LOCK "30796665316142955"

int history_writes_allowed(const struct set_spec *spec, struct arena *arena, struct error *reterr)
{
	struct setting writes = set_spec_setting(spec, spec->policy, "history-writes");

	if (!str_equal(writes.value, STR("false")) || ci_is_running())
		return 0;
	error_set(reterr,
		"the policy says `history-writes: false` for %s: nobody but CI writes its history",
		escape_text(arena, spec->path, false).ptr);
	return error_hint(reterr, "run it in CI, or change sets[].history-writes (%s)",
		escape_text(arena, writes.from, false).ptr);
}

struct str history_lock_sql(
	struct arena *arena, const struct history *const *histories, size_t count)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < count; i++)
		text_addf(
			&text, "%s%s", i ? ", " : "LOCK TABLE ", sql_table(arena, histories[i]->table).ptr);
	if (!text.len)
		return (struct str){NULL, 0};
	text_add(&text, STR(" IN SHARE ROW EXCLUSIVE MODE"));
	return text_str(&text);
}

static int is_there(const struct history *history, struct connection *connection,
	struct arena *arena, bool *ret, struct error *reterr)
{
	struct str_list parameters = {0};
	struct rows rows;

	str_list_add(arena, &parameters, sql_table(arena, history->table));
	if (connection_query(connection, arena, "cannot look for the history table",
			STR("SELECT relkind IN ('r', 'p') FROM pg_catalog.pg_class"
				" WHERE oid = pg_catalog.to_regclass($1)"),
			&parameters, &rows, reterr))
		return -1;
	*ret = rows.count && str_equal(rows_value(&rows, 0, 0), STR("t"));
	return 0;
}

int history_writes_lock(const struct history *const *histories, size_t count,
	struct connection *connection, struct arena *arena, struct error *reterr)
{
	const struct history **present = arena_array(arena, const struct history *, count + 1);
	size_t present_count = 0;

	/* who makes the table holds off whoever is about to do the same */
	if (connection_execute(connection, "cannot wait for another mighook to be done",
			STR("SELECT pg_catalog.pg_advisory_xact_lock(" ADVISORY_LOCK ")"), reterr))
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool there;

		if (is_there(histories[i], connection, arena, &there, reterr))
			return -1;
		if (there)
			present[present_count++] = histories[i];
	}
	return present_count &&
			connection_execute(connection, "cannot lock the history table",
				history_lock_sql(arena, present, present_count), reterr)
		? -1
		: 0;
}
