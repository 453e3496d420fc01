/* SPDX-License-Identifier: MIT */
#include "base/program.h"

#include <errno.h>
#include <unistd.h>

#include "base/privacy.h"
#include "base/process.h"
#include "base/vec.h"

#define PROGRAM STR("mighook-db")
#define OPTION STR("--db-url")

/* The variable in which argument `number` is handed over. */
static struct str variable_of(struct arena *arena, int number)
{
	return str_format(arena, "MIGHOOK_ARGUMENT_%d", number);
}

/* --db-url, or what getopt_long takes for it: an option may be cut short. */
static bool is_option(struct str argument)
{
	return argument.len > 2 && str_starts(OPTION, argument);
}

static bool has(struct str text, struct str part)
{
	return str_find(text, part, 0) < text.len;
}

/* Where in an argument that begins what may hold a password; its end if nothing does. Of --db-url
 * all but the name of a variable; elsewhere, where it does not belong, what looks like a URL. */
static size_t secret_begin(const char *const *argv, int number)
{
	struct str argument = str_from(argv[number]), value = argument;
	size_t equals = str_find(argument, STR("="), 0);
	bool is_value = number > 1 && is_option(str_from(argv[number - 1]));

	if (str_starts(argument, STR("--")) && equals < argument.len) {
		value = str_slice(argument, equals + 1, argument.len);
		is_value = is_option(str_slice(argument, 0, equals));
	}
	if (has(value, STR("://")) || has(value, STR("password")) ||
		(is_value && (has(value, STR("=")) || has(value, STR(":")) || has(value, STR("/")))))
		return argument.len - value.len;
	return argument.len;
}

/* The argument with another end, from `begin` on. */
static char *with_end(struct arena *arena, const char *argument, size_t begin, struct str end)
{
	size_t size = begin + end.len + 1;
	char *text = arena_alloc(arena, size);

	memcpy(text, argument, begin);
	memcpy(text + begin, end.ptr, end.len);
	return text;
}

void program_hide_secrets(struct arena *arena, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str name = variable_of(arena, i), value = {NULL, 0};
		size_t begin = secret_begin((const char *const *)argv, i), len = strlen(argv[i]);

		if (begin < len) {
			value = str_copy(arena, str_from(argv[i] + begin));
		} else if (str_ends(str_from(argv[i]), name)) {
			value = privacy_take_variable(arena, name.ptr);
			begin = len - name.len;
		}
		if (!value.ptr)
			continue;
		privacy_protect_memory();
		/* what ps(1) shows is the memory that the arguments came in */
		memset(argv[i] + begin, 'x', len - begin);
		argv[i] = with_end(arena, argv[i], begin, value);
	}
}

/* Argument `number` for the other program: what may be a password goes into the environment. */
static const char *handed_over(struct arena *arena, const char *const *argv, int number)
{
	struct str name = variable_of(arena, number);
	size_t begin = secret_begin(argv, number);

	if (!argv[number][begin])
		return argv[number];
	setenv(name.ptr, argv[number] + begin, /* overwrite= */ 1);
	return with_end(arena, argv[number], begin, name);
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
	struct {
		const char **items;
		size_t count, capacity;
	} arguments = {NULL, 0, 0};
	/* execv does not write to its arguments; its type only lacks the const. */
	union {
		const char *const *given;
		char *const *taken;
	} list;
	struct str path = program_find(arena);

	if (!path.ptr) {
		error_set(reterr, "`%s` needs mighook-db, which is not installed here", command);
		return error_hint(reterr,
			"it belongs beside mighook or into ../libexec/mighook; the package mighook-db has it");
	}
	for (int i = 0; argv[i]; i++)
		*vec_push(arena, &arguments) = i ? handed_over(arena, argv, i) : argv[i];
	*vec_push(arena, &arguments) = NULL;
	list.given = arguments.items;
	execv(path.ptr, list.taken);
	return error_set(reterr, "cannot run %s: %s", path.ptr, strerror(errno));
}
