/* SPDX-License-Identifier: MIT */
#include "migration/applied.h"
#include "base/file.h"
#include "command/command.h"
#include "database/history.h"
#include "database/target.h"

/* The rows of the migrations in question that are applied. */
static int answer(struct applied_question *question, struct connection *connection,
	struct arena *arena, struct error *reterr)
{
	struct history history = history_described(&question->history);
	struct str_list applied = {0};

	/* a table with the last version alone has the row of another migration */
	if (history.adapter->key != KEY_LATEST)
		history.only = &question->versions;
	if (history_read(&history, connection, arena, reterr))
		return -1;
	for (size_t i = 0; i < question->versions.count; i++) {
		struct str version = question->versions.items[i];
		const struct history_row *row = history.adapter->key == KEY_LATEST && history.rows.count
			? &history.rows.items[0]
			: history_row_of(&history, version);

		if (row && (row->state == ROW_APPLIED || row->state == ROW_BASELINE) &&
			(history.adapter->key != KEY_LATEST ||
				version_compare(ORDER_NUMBER, version, row->version) <= 0))
			str_list_add(arena, &applied, version);
	}
	question->versions = applied;
	return 0;
}

static int answer_all(
	struct applied_questions *questions, struct arena *arena, struct error *reterr)
{
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct str url = str_from(questions->variable.ptr ? getenv(questions->variable.ptr) : NULL);
	const struct target target = {
		.origin = questions->variable, .url = url, .timeout = questions->milliseconds};

	if (target_connect(&target, arena, CONNECTION_READS, &connection, reterr))
		return -1;
	for (size_t i = 0; i < questions->count; i++)
		if (answer(&questions->items[i], connection, arena, reterr))
			return -1;
	return 0;
}

/* What goes wrong is the answer: it is one line of a hook's. */
static enum exit_code run(struct context *context, struct error *reterr)
{
	struct applied_questions questions;
	struct str text;

	if (file_read_stdin(&text, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	if (!applied_questions_read(&questions, context->arena, text)) {
		error_set(reterr, "applied: this is no question of mighook's");
		return EXIT_CANNOT_CHECK;
	}
	if (answer_all(&questions, context->arena, reterr)) {
		printf("%s\n", reterr->message);
		return EXIT_CLEAN;
	}
	text = applied_questions_text(context->arena, &questions);
	fwrite(text.ptr, 1, text.len, stdout);
	return EXIT_CLEAN;
}

const struct command command_applied = {
	.name = "applied",
	.summary = summary_applied,
	.usage = "",
	.description = "Tells a hook what a database has applied of the migrations that it asks about.",
	.run = run,
};
