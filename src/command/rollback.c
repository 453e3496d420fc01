/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "command/rollback_script.h"
#include "command/source.h"
#include "report/formats.h"

static void write_statement(struct json_members *members, size_t number, void *context)
{
	const struct rollback *rollback = context;
	const struct inverse_statement *statement = &rollback->inverse.statements.items[number];

	json_write_string(members, "sql", statement->sql);
	json_write_string(members, "mark", str_from(inverse_mark_name(statement->mark)));
	json_write_string(members, "reason", statement->reason);
	json_write_number(members, "undoes_line", (int64_t)statement->line);
}

static void write_migration(struct json_members *members, size_t number, void *context)
{
	const struct rollbacks *rollbacks = context;
	struct rollback *rollback = &rollbacks->items[number];

	json_write_path(members, "path", rollback->up->path);
	json_write_path(members, "down", rollback->down ? rollback->down->path : (struct str){NULL, 0});
	json_write_array(
		members, "statements", rollback->inverse.statements.count, write_statement, rollback);
	json_write_string(members, "history_row", rollback->history_row);
	json_write_strings(members, "later", &rollback->inverse.later);
	json_write_bool(members, "no_inverse", rollback_is_incomplete(rollback));
	json_write_bool(members, "data_loss", rollback->inverse.loses_data);
}

static struct str script_of(struct arena *arena, const struct rollbacks *rollbacks)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < rollbacks->count; i++) {
		text_addf(&text, "%s-- Takes back %s\n\n", i ? "\n" : "",
			escape_text(arena, rollbacks->items[i].up->path, false).ptr);
		rollback_add_script(&text, &rollbacks->items[i], 0);
	}
	return text_str(&text);
}

static struct str guide_of(struct check *check, const struct rollbacks *rollbacks)
{
	struct text text = {.arena = check->arena};

	for (size_t i = 0; i < rollbacks->count; i++) {
		if (i)
			text_add(&text, STR("\n"));
		rollback_add_guide(&text, check, &rollbacks->items[i]);
	}
	return text_str(&text);
}

/* text and markdown are the guide, which is both; an empty one is said. */
static int write_result(
	struct context *context, struct check *check, struct rollbacks *rollbacks, struct error *reterr)
{
	struct str format = arguments_value(context->arguments, "format");
	bool json = arguments_has(context->arguments, "json") || str_equal(format, STR("json"));
	struct str text;

	if (format.ptr && !json && !str_equal(format, STR("text")) &&
		!str_equal(format, STR("markdown"))) {
		return error_set(reterr, "--format: '%s' is none of text, markdown, json",
			escape_text(context->arena, format, false).ptr);
	}
	if (arguments_has(context->arguments, "sql"))
		text = script_of(context->arena, rollbacks);
	else if (!json)
		text = guide_of(check, rollbacks);
	if (json && !arguments_has(context->arguments, "sql")) {
		_cleanup_(json_free) struct json *root = report_json_envelope("rollback");

		json_write_list(stdout, root, "migrations", rollbacks->count, write_migration, rollbacks);
		return 0;
	}
	fwrite(text.ptr, 1, text.len, stdout);
	return 0;
}

static int find(
	struct context *context, struct check *check, struct rollbacks *ret, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	struct source source = {0};

	if (source_read(context, "rollback", &source, reterr))
		return -1;
	if (source.range)
		return check_rollback_range(check, source.base, source.head, ret, reterr);
	if (words->count == 1)
		return check_rollback_of(check, words->items[0], ret, reterr);
	error_set(reterr, "rollback takes one migration, or --range A...B");
	return error_hint(reterr, "mighook help rollback");
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct rollbacks rollbacks = {0};
	struct check check;

	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		find(context, &check, &rollbacks, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (!rollbacks.count && !arguments_has(context->arguments, "quiet"))
		fprintf(stderr, "mighook: the range adds no migration\n");
	if (write_result(context, &check, &rollbacks, reterr))
		return EXIT_CANNOT_CHECK;
	for (size_t i = 0; i < rollbacks.count; i++)
		if (rollback_is_incomplete(&rollbacks.items[i]))
			return EXIT_FINDINGS;
	return EXIT_CLEAN;
}

const struct command command_rollback = {
	.name = "rollback",
	.usage = "MIGRATION | --range A...B",
	.summary = "tell how a migration is taken back",
	.description =
		"Replays the migrations in memory and writes what takes one of them back: the inverse "
		"of each statement, the last one first. What was dropped or changed is made again as "
		"it was before. MIGRATION is the path, the version or the name of one in the index; "
		"those of a range are taken back the newest first.\n\n"
		"Without --sql it is a guide in Markdown: what to do while the migration is not "
		"applied yet, and when it is. Comments say where a statement may fail, where data is "
		"lost, and what has no inverse, as rows that were changed or a label that was added to "
		"an enum; then it exits with 1. `mighook new --down-from` writes the SQL where "
		"rollbacks belong.",
	.options =
		(const struct option_row[]){
			{"range", 0, "A...B", "all migrations that B added since it left A"},
			{"sql", 0, NULL, "only the SQL"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS | WRITES_MARKDOWN,
	.run = run,
};
