/* SPDX-License-Identifier: MIT */
#include "base/program.h"

#include <errno.h>
#include <unistd.h>

#include "base/process.h"

#define PROGRAM STR("mighook-db")
#define OPTION STR("--db-url")

/* database/target.h has the same name: it is what the other program reads. */
#define VARIABLE "MIGHOOK_DB_URL"

/* A URL or key=value words, and not the name of a variable already. */
static bool may_hold_password(struct str value)
{
	return str_find(value, STR("="), 0) < value.len || str_find(value, STR(":"), 0) < value.len ||
		str_find(value, STR("/"), 0) < value.len;
}

static void hide(char *value)
{
	setenv(VARIABLE, value, /* overwrite= */ 1);
	/* what ps(1) shows is this very memory */
	memset(value, 'x', strlen(value));
}

void program_hide_url(struct arena *arena, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str argument = str_from(argv[i]);
		bool is_one = str_starts(argument, STR("--db-url="));

		if (is_one && may_hold_password(str_slice(argument, OPTION.len + 1, argument.len))) {
			hide(argv[i] + OPTION.len + 1);
			argv[i] = arena_alloc(arena, sizeof "--db-url=" VARIABLE);
			memcpy(argv[i], "--db-url=" VARIABLE, sizeof "--db-url=" VARIABLE);
		} else if (str_equal(argument, OPTION) && i + 1 < argc &&
			may_hold_password(str_from(argv[i + 1]))) {
			hide(argv[++i]);
			argv[i] = arena_alloc(arena, sizeof VARIABLE);
			memcpy(argv[i], VARIABLE, sizeof VARIABLE);
		}
	}
}

static bool is_program(struct str path)
{
	return path.ptr && !access(path.ptr, X_OK);
}

/* Of a program in FOLDER: FOLDER/mighook-db or FOLDER/../libexec/mighook/mighook-db. */
static struct str find_near(struct arena *arena, struct str program)
{
	struct str folder = str_dirname(program);
	struct str path = str_join_path(arena, folder, PROGRAM);

	if (is_program(path))
		return path;
	path = str_join_path(
		arena, str_join_path(arena, str_dirname(folder), STR("libexec/mighook")), PROGRAM);
	return is_program(path) ? path : (struct str){NULL, 0};
}

struct str program_find(struct arena *arena)
{
	struct str own = process_own_file(arena), found = {NULL, 0}, other;

	if (own.ptr)
		found = find_near(arena, own);
	if (!found.ptr) {
		other = process_find(arena, STR("mighook"));
		if (other.ptr) {
			char *resolved = realpath(other.ptr, NULL);

			found = resolved ? find_near(arena, str_copy(arena, str_from(resolved))) : found;
			free(resolved);
		}
	}
	return found.ptr ? found : process_find(arena, PROGRAM);
}

int program_become(
	struct arena *arena, const char *command, const char *const *argv, struct error *reterr)
{
	/* execv does not write to its arguments; its type only lacks the const. */
	union {
		const char *const *given;
		char *const *taken;
	} list = {.given = argv};
	struct str path = program_find(arena);

	if (!path.ptr) {
		error_set(reterr, "`%s` needs mighook-db, which is not installed here", command);
		return error_hint(reterr,
			"it belongs beside mighook or into ../libexec/mighook; the package mighook-db has it");
	}
	execv(path.ptr, list.taken);
	return error_set(reterr, "cannot run %s: %s", path.ptr, strerror(errno));
}
