/* SPDX-License-Identifier: MIT */
/* The program in the hooks directory: after an upgrade it may be an older one than this. */
#include <sys/stat.h>

#include "base/file.h"
#include "base/process.h"
#include "install/doctor.h"
#include "install/installer.h"
#include "version.h"

#define CHECK STR("program")

static bool is_link(struct str path)
{
	struct stat status;

	return !lstat(path.ptr, &status) && S_ISLNK(status.st_mode);
}

/* "0.1.0", as it says itself; ptr NULL if it does not run. */
static struct str version_of(struct arena *arena, struct str program)
{
	const char *const command[] = {program.ptr, "version", NULL};
	struct str output, word;
	struct error ignored;
	int status;

	if (process_run(command, PROCESS_HIDES_ERRORS, arena, &output, &status, &ignored) || status ||
		!str_next(&output, ' ', &word) || !str_next(&output, ' ', &word))
		return (struct str){NULL, 0};
	return str_trim(word);
}

/* `install` as it was done here: the same hooks, and no others. */
static struct advice advise(struct doctor *doctor, struct str program)
{
	struct text command = {.arena = doctor->arena}, named = {.arena = doctor->arena};
	bool is_bare = repository_is_bare(doctor->repository), is_usual = true;

	for (size_t i = 0; i < hook_count; i++) {
		enum installed found;
		struct error ignored;
		bool is_here = !installer_look(
						   doctor->directory.path, str_from(hooks[i]->name), &found, &ignored) &&
			found != INSTALLED_NOTHING && found != INSTALLED_FOREIGN;

		is_usual &= is_here == (is_bare ? hooks[i]->is_server : hooks[i]->by_default);
		if (is_here)
			text_addf(&named, " --hook %s", hooks[i]->name);
	}
	text_addf(&command, "mighook install%s%s", is_bare ? " --server" : "",
		is_link(program) ? " --link" : "");
	if (!is_usual)
		text_add(&command, text_str(&named));
	return advice_command(doctor->arena, "%s", text_str(&command).ptr);
}

void doctor_examine_program(struct doctor *doctor)
{
	struct arena *arena = doctor->arena;
	struct str own = process_own_file(arena), path, ours, theirs, version;
	struct error ignored;

	if (!doctor->directory.path.ptr || !own.ptr)
		return;
	path = str_join_path(arena, doctor->directory.path, STR("mighook"));
	/* one that is gone or is none the hooks that need it tell of */
	if (file_read(&theirs, arena, path, &ignored) || !installer_is_program(theirs) ||
		file_read(&ours, arena, own, &ignored))
		return;
	if (str_equal(theirs, ours)) {
		doctor_pass(doctor, CHECK, "%.*s is this program", STR_ARG(path));
		return;
	}
	version = version_of(arena, path);
	if (!version.ptr)
		doctor_fail(doctor, CHECK, advise(doctor, path), "%.*s does not run here", STR_ARG(path));
	else if (str_equal(version, STR(MIGHOOK_VERSION)))
		doctor_fail(doctor, CHECK, advise(doctor, path),
			"%.*s, which judges, is another build of " MIGHOOK_VERSION " than this program",
			STR_ARG(path));
	else
		doctor_fail(doctor, CHECK, advise(doctor, path),
			"%.*s, which judges, is version %.*s; this program is " MIGHOOK_VERSION, STR_ARG(path),
			STR_ARG(version));
}
