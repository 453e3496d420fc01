/* SPDX-License-Identifier: MIT */
/*
 * squash_files DUMP [UPTO [NAME]]: what squashing does to index and worktree, without a database:
 * all is the pipeline's own. Prints the SQL for the history table of Supabase.
 */
#include "base/file.h"
#include "check_squash.h"
#include "sql/squash_history.h"

static void print_history(struct arena *arena, const struct squash_plan *plan)
{
	struct str date = plan->marker.lines[MARKER_BASELINE].value;
	struct squash_value values[] = {
		{STR("statements"), str_format(arena, "ARRAY['-- Baseline squash %.*s']", STR_ARG(date))},
		{STR("name"), str_format(arena, "'%.*s'", STR_ARG(plan->baseline.description))},
	};
	struct squash_history history = {
		.schema = STR("supabase_migrations"),
		.table = STR("schema_migrations"),
		.key_column = STR("version"),
		.baseline_key = plan->baseline.version,
		.values = values,
		.value_count = ARRAY_LENGTH(values),
		.squash_id = plan->marker.lines[MARKER_HASH].value,
	};
	static const char *const columns[] = {"version", "statements", "name"};

	for (size_t i = 0; i < ARRAY_LENGTH(columns); i++)
		str_list_add(arena, &history.columns, str_from(columns[i]));
	for (size_t i = 0; i < plan->squashed.count; i++)
		str_list_add(arena, &history.keys, plan->squashed.items[i]->name.version);
	fputs(squash_history_sql(arena, &history).ptr, stdout);
}

static int squash(struct arena *arena, int argc, char **argv, struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct check_options options = {.is_hook = true};
	struct squash_request request = {
		.upto = str_from(argc > 2 ? argv[2] : NULL),
		.name = str_from(argc > 3 ? argv[3] : NULL),
		.approved_by = str_from(getenv("APPROVED_BY")),
		.reason = str_from(getenv("REASON")),
	};
	struct squash_plan plan;
	struct check check;
	struct str dump;

	if (file_read(&dump, arena, str_from(argv[1]), reterr) ||
		repository_open(&repository, arena, REPOSITORY_CHECK_OWNER, reterr) ||
		check_start(&check, arena, repository, &options, reterr) ||
		check_squash_plan(&check, &request, &plan, reterr) ||
		check_squash_fill(&check, &plan, dump, str_from(argv[1]), reterr) ||
		check_squash_apply(&check, &plan, reterr))
		return -1;
	print_history(arena, &plan);
	return 0;
}

int main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};

	if (argc > 1 && !squash(&arena, argc, argv, &error))
		return 0;
	fprintf(stderr, "squash_files: %s\n  hint: %s\n", error.message, error.hint);
	return 2;
}
