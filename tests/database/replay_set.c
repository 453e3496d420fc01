/* SPDX-License-Identifier: MIT */
/*
 * replay_set URL [up|down] SET: executes the migrations of a set of the index on an empty database,
 * each whatever became of the others, and prints what failed, a line each: path, line, column,
 * statement, SQLSTATE (- for none), message, hint (- for none), with tabs between them. Down runs
 * all of them the other way round.
 * replay_set URL text FILE; replay_set URL prelude NAME: the same for a text.
 */
#include "base/file.h"
#include "check.h"
#include "database/replay.h"

struct arguments {
	struct str url, verb, what;
};

static void print_failures(const struct replay_failures *failures)
{
	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];

		printf("%.*s\t%zu\t%zu\t%zu\t%s\t%.*s\t%s\n", STR_ARG(failure->path), failure->line,
			failure->column, failure->statement,
			failure->sqlstate.ptr ? failure->sqlstate.ptr : "-", STR_ARG(failure->message),
			failure->hint.ptr ? failure->hint.ptr : "-");
	}
}

static int run_set(
	struct replay *replay, const struct migration_set *set, bool goes_down, struct error *reterr)
{
	struct ordered_files files = migration_set_in_order(set, replay->arena);
	bool done;

	for (size_t i = 0; i < files.count; i++) {
		const struct migration_file *file = files.items[goes_down ? files.count - 1 - i : i];

		if (goes_down && file->name.role != ROLE_BOTH)
			file = file->migration ? file->migration->down : NULL;
		if (file && replay_file(replay, set, file, goes_down, &done, reterr))
			return -1;
	}
	return 0;
}

static int run_index(struct replay *replay, const struct arguments *arguments, struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct check_options options = {.is_hook = true};
	struct str_list none = {0};
	struct migration_sets sets;
	struct change_set changes;
	struct check check;

	if (repository_open(&repository, replay->arena, REPOSITORY_OPENED_BY_GIT, reterr) ||
		check_start(&check, replay->arena, repository, &options, reterr) ||
		change_set_from_everything(&changes, repository, replay->arena, reterr) ||
		check_prepare(&check, &changes, reterr) || change_set_protect(&changes, &none, reterr) ||
		migration_sets_load(&sets, &changes, &check.specs, reterr))
		return -1;
	replay->changes = &changes;
	for (size_t i = 0; i < sets.count; i++)
		if (str_equal(sets.items[i].spec->path, arguments->what))
			return run_set(replay, &sets.items[i], str_equal(arguments->verb, STR("down")), reterr);
	return error_set(reterr, "no such set");
}

static int run(struct arena *arena, const struct arguments *arguments, struct error *reterr)
{
	_cleanup_(connection_close) struct connection *connection = NULL;
	const struct connection_options options = {
		.url = arguments->url, .timeout = 3000, .use = CONNECTION_RUNS};
	struct replay replay = {.arena = arena};
	struct str text;
	int failed;

	if (connection_open(&connection, arena, &options, reterr))
		return -1;
	replay.connection = connection;
	if (stand_ins_read(&replay.stand_ins, connection, arena, reterr))
		return -1;
	if (str_equal(arguments->verb, STR("text")))
		failed = file_read(&text, arena, arguments->what, reterr) ||
			replay_text(&replay, arguments->what, text, reterr);
	else if (str_equal(arguments->verb, STR("prelude")))
		failed = replay_text(&replay, arguments->what, prelude_builtin(arguments->what), reterr);
	else
		failed = run_index(&replay, arguments, reterr);
	print_failures(&replay.failures);
	return failed ? -1 : 0;
}

int main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};
	struct arguments arguments;

	if (argc != 4)
		return 2;
	arguments = (struct arguments){str_from(argv[1]), str_from(argv[2]), str_from(argv[3])};
	if (!run(&arena, &arguments, &error))
		return 0;
	fprintf(stderr, "replay_set: %s\n", error.message);
	return 2;
}
