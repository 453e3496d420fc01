/* SPDX-License-Identifier: MIT */
/*
 * A program that uses a scratch server: each argument is a step, what it took is printed.
 *
 *     use_scratch [--major N] [--shadow URL] STEP...
 *     create:NAME create:NAME:FROM drop:NAME sql:NAME:STATEMENTS ask:NAME:QUERY address:NAME
 *     version own folder wait close
 */
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "database/scratch.h"

struct use {
	struct arena arena;
	struct scratch *scratch;
	struct scratch_options options;
};

static int64_t microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int in_database(struct use *use, struct str name, struct str sql, struct error *reterr)
{
	_cleanup_(connection_close) struct connection *connection = NULL;
	struct rows rows = {.count = 0};

	if (scratch_connect(use->scratch, &use->arena, name, &connection, reterr) ||
		connection_query(connection, &use->arena, "cannot ask", sql, NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count * rows.columns; i++)
		printf("%.*s\n", STR_ARG(rows.values[i]));
	return 0;
}

static int do_step(struct use *use, struct str step, struct error *reterr)
{
	struct str rest = step, verb, name = {NULL, 0};

	(void)str_next(&rest, ':', &verb);
	if (str_equal(verb, STR("wait"))) {
		for (char byte; read(STDIN_FILENO, &byte, 1) > 0;)
			;
		return 0;
	}
	if (str_equal(verb, STR("version")))
		printf("%d\n", scratch_server_version(use->scratch));
	if (str_equal(verb, STR("own")))
		puts(scratch_is_own(use->scratch) ? "own" : "given");
	if (!str_next(&rest, ':', &name))
		return 0;
	if (str_equal(verb, STR("create")))
		return scratch_create(use->scratch, name, rest.len ? rest : (struct str){NULL, 0}, reterr);
	if (str_equal(verb, STR("drop")))
		return scratch_drop(use->scratch, name, reterr);
	if (str_equal(verb, STR("address")))
		printf("%s\n", scratch_address(use->scratch, &use->arena, name).words.ptr);
	if (str_equal(verb, STR("ask")))
		return in_database(use, name, rest, reterr);
	return 0;
}

static int failed(const struct error *error)
{
	fprintf(stderr, "error: %s\nhint: %s\n", error->message, error->hint);
	return 2;
}

int main(int argc, char **argv)
{
	struct use use = {.options = {.timeout = 30 * 1000}};
	struct error error = {0};
	int64_t before = microseconds();
	int result = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (; argc > 2 && argv[1][0] == '-'; argc -= 2, argv += 2)
		if (!strcmp(argv[1], "--major"))
			use.options.major = (unsigned)strtoul(argv[2], NULL, 10);
		else
			use.options.shadow_url = str_from(argv[2]);
	if (scratch_open(&use.scratch, &use.arena, &use.options, &error))
		return failed(&error);
	fprintf(stderr, "open %.1f ms\n", (double)(microseconds() - before) / 1000);
	for (int i = 1; i < argc && !result; i++) {
		before = microseconds();
		if (do_step(&use, str_from(argv[i]), &error))
			result = failed(&error);
		fprintf(stderr, "%s %.1f ms\n", argv[i], (double)(microseconds() - before) / 1000);
	}
	before = microseconds();
	scratch_close(&use.scratch);
	fprintf(stderr, "close %.1f ms\n", (double)(microseconds() - before) / 1000);
	arena_release(&use.arena);
	return result;
}
