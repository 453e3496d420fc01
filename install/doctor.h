/* SPDX-License-Identifier: MIT */
/*
 * What stands between a commit and the judge: which hook git really runs here and whether it runs
 * mighook, how the repository is read, what would be judged. Nothing is changed.
 */
#ifndef MIGHOOK_INSTALL_DOCTOR_H
#define MIGHOOK_INSTALL_DOCTOR_H

#include "hooks/hook.h"
#include "install/configured_hooks.h"
#include "install/hooks_directory.h"
#include "install/managers.h"

/* What mends something. */
struct advice {
	struct str text; /* ptr NULL: nothing is known to */
	bool is_command; /* else words */
};

struct doctor_check {
	struct str name;
	bool ok;
	struct str detail;
	struct advice fix;
};

struct doctor {
	struct arena *arena;
	struct repository *repository;
	struct str policy_path; /* --policy; ptr NULL: not given */
	struct {
		struct doctor_check *items;
		size_t count, capacity;
	} checks;
	struct str_list inert; /* hooks that should run mighook and would not */
	bool is_incomplete; /* something could not be asked: `reason` says why */
	struct error reason;

	/* Filled on the way. */
	bool runs_configured_hooks; /* this git runs hooks of its configuration */
	struct configured_hooks configured_hooks;
	struct hooks_directory directory; /* path: ptr NULL where git finds no hooks at all */
	struct advice directory_fix; /* ptr NULL: it is as it should be */
	struct found_managers managers;
};

/* Fills the checks. `arena`, `repository` and `policy_path` must have been set. */
_must_check_ int doctor_examine(struct doctor *doctor, struct error *reterr);

/* The parts: each adds its checks. */
_must_check_ int doctor_examine_hooks(struct doctor *doctor, struct error *reterr);

/* Whether the program in the hooks directory is the one that is asked. */
void doctor_examine_program(struct doctor *doctor);

/* What judging finds: read before anything is said, for reading shows who reads. */
struct judged {
	struct change_set changes;
	struct check check;
	bool has_tree, has_policy; /* they could be read */
	struct error tree_error, policy_error;
};

_must_check_ int doctor_judge(struct doctor *doctor, struct judged *ret, struct error *reterr);
void doctor_examine_judged(struct doctor *doctor, struct judged *judged);
void doctor_examine_upkeep(struct doctor *doctor, struct judged *judged);
void doctor_examine_repository(struct doctor *doctor, const struct judged *judged);

/* Adds a check that is well, and one that is not. */
void doctor_pass(struct doctor *doctor, struct str name, const char *format, ...) _printf_(3, 4);
void doctor_fail(struct doctor *doctor, struct str name, struct advice fix, const char *format, ...)
	_printf_(4, 5);

/* The same for an error, whose hint is the fix. */
void doctor_fail_with(struct doctor *doctor, struct str name, const struct error *error);

struct advice advice_command(struct arena *arena, const char *format, ...) _printf_(2, 3);
struct advice advice_words(struct arena *arena, const char *format, ...) _printf_(2, 3);

#endif
