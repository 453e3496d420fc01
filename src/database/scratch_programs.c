/* SPDX-License-Identifier: MIT */
#include "database/scratch_programs.h"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process.h"

struct candidate {
	struct scratch_programs programs;
	unsigned major;
};

static bool is_program(struct str path)
{
	struct stat status;

	return !access(path.ptr, X_OK) && !stat(path.ptr, &status) && S_ISREG(status.st_mode);
}

/* The folder that the programs really lie in: what PATH has may be links to them. */
static struct str folder_of(struct arena *arena, struct str folder)
{
	char *resolved = realpath(str_join_path(arena, folder, STR("postgres")).ptr, NULL);
	struct str real = resolved ? str_copy(arena, str_dirname(str_from(resolved))) : folder;

	free(resolved);
	return is_program(str_join_path(arena, real, STR("initdb"))) ? real : folder;
}

/* Asks the programs of a folder what they are; false if it has none that answer. */
static bool ask_version(struct arena *arena, struct str place, struct candidate *ret)
{
	struct str folder = folder_of(arena, place);
	struct candidate found = {.programs = {.folder = folder,
								  .postgres = str_join_path(arena, folder, STR("postgres")),
								  .initdb = str_join_path(arena, folder, STR("initdb"))}};
	const char *const question[] = {found.programs.postgres.ptr, "--version", NULL};
	struct error ignored;
	int status;

	if (!is_program(found.programs.postgres) || !is_program(found.programs.initdb) ||
		process_run(
			question, PROCESS_HIDES_ERRORS, arena, &found.programs.version, &status, &ignored) ||
		status)
		return false;
	found.programs.version = str_trim(found.programs.version);
	/* "postgres (PostgreSQL) 15.4"; a beta is "17beta1" */
	for (size_t i = 0; i < found.programs.version.len && !found.major; i++)
		for (; i < found.programs.version.len && is_digit(found.programs.version.ptr[i]); i++)
			found.major = found.major * 10 + (unsigned)(found.programs.version.ptr[i] - '0');
	*ret = found;
	return found.major > 0;
}

/* Whether one is rather to be taken than the other, which comes before it. */
static bool is_better(unsigned major, unsigned other, unsigned wanted)
{
	if (!wanted || (major < wanted && other < wanted))
		return major > other;
	if (major < wanted || other < wanted)
		return major >= wanted;
	return major < other;
}

static void consider(
	struct arena *arena, struct str folder, unsigned wanted, struct candidate *best)
{
	struct candidate candidate;

	if (ask_version(arena, folder, &candidate) &&
		(!best->major || is_better(candidate.major, best->major, wanted)))
		*best = candidate;
}

static void consider_path(struct arena *arena, unsigned wanted, struct candidate *best)
{
	struct str rest = str_from(getenv("PATH")), folder;

	/* an entry that is no absolute path changes its meaning with the folder the server runs in */
	while (rest.ptr && (wanted || !best->major) && str_next(&rest, ':', &folder))
		if (str_starts(folder, STR("/")))
			consider(arena, str_copy(arena, folder), wanted, best);
}

int scratch_programs_find(
	struct scratch_programs *ret, struct arena *arena, unsigned major, struct error *reterr)
{
	static const char *const places[] = {"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql*/bin", "/opt/homebrew/bin", "/usr/local/opt/postgresql*/bin",
		"/usr/local/pgsql/bin", "/usr/local/bin"};
	struct candidate best = {.major = 0};
	bool is_found;

	consider_path(arena, major, &best);
	is_found = best.major && !major;
	for (size_t i = 0; i < ARRAY_LENGTH(places) && !is_found; i++) {
		glob_t found;

		if (glob(places[i], GLOB_NOSORT, NULL, &found))
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++)
			consider(arena, str_copy(arena, str_from(found.gl_pathv[j])), major, &best);
		globfree(&found);
	}
	if (best.major) {
		*ret = best.programs;
		return 0;
	}
	error_set(reterr, "there is no PostgreSQL server on this machine to replay migrations on");
	return error_hint(reterr,
		"apt install postgresql-15 (its programs `postgres` and `initdb` are sought on PATH and in "
		"/usr/lib/postgresql), or --shadow-url URL of a server where databases may be made");
}
