/* SPDX-License-Identifier: MIT */
#include "install/doctor.h"

#include <unistd.h>

#include "base/process.h"
#include "base/vec.h"
#include "git/git_cli.h"

/* The first git that knows `git rev-parse --path-format`. */
static const struct release needed = {2, 31};

struct advice advice_command(struct arena *arena, const char *format, ...)
{
	struct advice advice = {.is_command = true};
	va_list values;

	va_start(values, format);
	advice.text = str_vformat(arena, format, values);
	va_end(values);
	return advice;
}

struct advice advice_words(struct arena *arena, const char *format, ...)
{
	struct advice advice = {.is_command = false};
	va_list values;

	va_start(values, format);
	advice.text = str_vformat(arena, format, values);
	va_end(values);
	return advice;
}

void doctor_pass(struct doctor *doctor, struct str name, const char *format, ...)
{
	struct doctor_check check = {.name = name, .ok = true};
	va_list values;

	va_start(values, format);
	check.detail = str_vformat(doctor->arena, format, values);
	va_end(values);
	*vec_push(doctor->arena, &doctor->checks) = check;
}

void doctor_fail(struct doctor *doctor, struct str name, struct advice fix, const char *format, ...)
{
	struct doctor_check check = {.name = name, .fix = fix};
	va_list values;

	va_start(values, format);
	check.detail = str_vformat(doctor->arena, format, values);
	va_end(values);
	*vec_push(doctor->arena, &doctor->checks) = check;
}

void doctor_fail_with(struct doctor *doctor, struct str name, const struct error *error)
{
	struct advice fix = {.text = {NULL, 0}};

	/* Hints are commands, but for a few that start with other words. */
	if (error->hint[0]) {
		fix = advice_words(doctor->arena, "%s", error->hint);
		fix.is_command = str_starts(fix.text, STR("git ")) || str_starts(fix.text, STR("apt ")) ||
			str_starts(fix.text, STR("mighook "));
	}
	doctor_fail(doctor, name, fix, "%s", error->message);
}

/* Without git nobody can say which hooks it runs: what remains is said, and exit 2. */
static void examine_git(struct doctor *doctor)
{
	static const char *const command[] = {"version", NULL};
	struct str name = STR("git"), path = process_find(doctor->arena, name), output;
	struct release version;
	struct error error;
	int status;

	if (git_cli_run(doctor->arena, command, &output, &status, &error)) {
		doctor->is_incomplete = true;
		error_describe(
			&doctor->reason, "only git knows which hooks it runs here: %s", error.message);
		error_advise(&doctor->reason, "%s", error.hint);
		doctor_fail_with(doctor, name, &error);
		return;
	}
	version = release_parse(output);
	doctor->runs_configured_hooks = release_is_at_least(version, configured_hooks_release);
	if (!release_is_at_least(version, needed))
		doctor_fail(doctor, name,
			advice_words(doctor->arena, "Install git %u.%u or newer", needed.major, needed.minor),
			"%.*s (%.*s) is too old to be asked where its hooks are", STR_ARG(str_trim(output)),
			STR_ARG(path));
	else
		doctor_pass(doctor, name, "%.*s (%.*s)", STR_ARG(str_trim(output)), STR_ARG(path));
}

/* The part that asks databases is a program of its own: beside this one, in libexec, or in PATH. */
static void examine_database_program(struct doctor *doctor)
{
	static const char *const places[] = {"mighook-db", "../libexec/mighook/mighook-db"};
	struct str name = STR("mighook-db"), own = process_own_file(doctor->arena), path = {NULL, 0};

	for (size_t i = 0; own.ptr && !path.ptr && i < ARRAY_LENGTH(places); i++) {
		path = str_join_path(doctor->arena, str_dirname(own), str_from(places[i]));
		if (access(path.ptr, X_OK))
			path.ptr = NULL;
	}
	if (!path.ptr)
		path = process_find(doctor->arena, name);
	if (path.ptr)
		doctor_pass(doctor, name, "%.*s", STR_ARG(path));
	else
		doctor_pass(doctor, name, "not installed: commands that ask a database are not available");
}

int doctor_examine(struct doctor *doctor, struct error *reterr)
{
	struct judged *judged = arena_new(doctor->arena, struct judged);

	if (doctor_judge(doctor, judged, reterr))
		return -1;
	examine_git(doctor);
	doctor_examine_repository(doctor, judged);
	if (!doctor->is_incomplete && doctor_examine_hooks(doctor, reterr))
		return -1;
	doctor_examine_judged(doctor, judged);
	doctor_examine_upkeep(doctor, judged);
	examine_database_program(doctor);
	return 0;
}
