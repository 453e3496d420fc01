/* SPDX-License-Identifier: MIT */
#include "database/dump_program.h"

#include <glob.h>
#include <unistd.h>

#include "base/process.h"

struct candidate {
	struct str path; /* ptr NULL: none yet */
	unsigned major;
};

struct candidates {
	struct arena *arena;
	unsigned wanted; /* at least */
	struct candidate best; /* the lowest that will do */
	unsigned newest; /* of those that will not do */
};

/* Major version that a text says first: "pg_dump (PostgreSQL) 15.4", "17beta1". 0: none. */
static unsigned first_number(struct str text)
{
	unsigned number = 0;
	size_t at = 0;

	while (at < text.len && !is_digit(text.ptr[at]))
		at++;
	for (; at < text.len && is_digit(text.ptr[at]) && number < 1000; at++)
		number = number * 10 + (unsigned)(text.ptr[at] - '0');
	return number;
}

static void consider(struct candidates *candidates, struct str path, unsigned major)
{
	if (major < candidates->wanted)
		candidates->newest = major > candidates->newest ? major : candidates->newest;
	else if (!candidates->best.path.ptr || major < candidates->best.major)
		candidates->best = (struct candidate){path, major};
}

/* Programs in folders that are named after their version need not be asked for it. */
static void consider_versioned(struct candidates *candidates)
{
	static const char *const places[] = {
		"/usr/lib/postgresql/[0-9]*/bin/pg_dump", /* Debian */
		"/usr/pgsql-[0-9]*/bin/pg_dump", /* PostgreSQL's own packages for Red Hat */
		"/usr/libexec/postgresql[0-9]*/pg_dump", /* Alpine */
		"/usr/lib/postgresql[0-9]*/bin/pg_dump", /* SUSE */
		"/opt/homebrew/opt/postgresql@[0-9]*/bin/pg_dump",
		"/usr/local/opt/postgresql@[0-9]*/bin/pg_dump",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
		glob_t found;

		if (glob(places[i], GLOB_NOSORT, NULL, &found))
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++)
			if (!access(found.gl_pathv[j], X_OK))
				consider(candidates, str_copy(candidates->arena, str_from(found.gl_pathv[j])),
					first_number(str_from(found.gl_pathv[j])));
		globfree(&found);
	}
}

static void consider_asked(struct candidates *candidates, struct str path)
{
	const char *const question[] = {path.ptr, "--version", NULL};
	struct error ignored;
	struct str answer;
	int status;

	if (!access(path.ptr, X_OK) &&
		!process_run(
			question, PROCESS_HIDES_ERRORS, candidates->arena, &answer, &status, &ignored) &&
		!status && first_number(answer))
		consider(candidates, path, first_number(answer));
}

int dump_program_find(
	struct str *ret, struct arena *arena, unsigned server_major, struct error *reterr)
{
	struct candidates candidates = {.arena = arena, .wanted = server_major};
	struct str found;

	consider_versioned(&candidates);
	if (candidates.best.major != server_major) {
		found = process_find(arena, STR("pg_dump"));
		if (found.ptr)
			consider_asked(&candidates, found);
		consider_asked(&candidates, STR("/usr/local/pgsql/bin/pg_dump"));
		consider_asked(&candidates, STR("/opt/homebrew/bin/pg_dump"));
	}
	if (candidates.best.path.ptr) {
		*ret = candidates.best.path;
		return 0;
	}
	if (candidates.newest)
		error_set(reterr, "pg_dump here is of PostgreSQL %u and refuses a server of version %u",
			candidates.newest, server_major);
	else
		error_set(reterr, "there is no pg_dump on this machine");
	return error_hint(reterr,
		"apt install postgresql-client-%u (pg_dump is sought on PATH and in /usr/lib/postgresql)",
		server_major);
}
