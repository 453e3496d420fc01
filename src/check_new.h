/* SPDX-License-Identifier: MIT */
/* The migration that is about to be written: where, under which name, with what in it. */
#ifndef MIGHOOK_CHECK_NEW_H
#define MIGHOOK_CHECK_NEW_H

#include "check.h"
#include "migration/down_place.h"
#include "migration/new_name.h"

struct new_request {
	struct str type, description; /* as typed */
	struct str set; /* path of a set, as typed; ptr NULL: the only one, or that of the folder */
	struct str author, ticket; /* ptr NULL: not given */
	bool local_time; /* instead of UTC */
	struct str body; /* its SQL; ptr NULL: somebody will write it */
	bool is_baseline; /* of what is there already: nobody takes it back */
};

struct new_file {
	struct str path, content;
};

struct new_migration {
	const struct migration_set *set;
	struct new_name name;
	struct down_place down;
	bool has_down; /* a file of its own */
	struct new_file files[3]; /* the up file first */
	size_t count;
	struct str snapshot; /* that must change with it; ptr NULL: none */
};

/* The types that names of the set may have, for who has not said one. */
_must_check_ int check_new_types(
	struct check *check, struct str set, struct str_list *ret_types, struct error *reterr);

/* Decides all of it, and writes nothing. What is in the worktree counts, tracked or not, and what
 * the protected branches have. */
_must_check_ int check_new(struct check *check, const struct new_request *request,
	struct new_migration *ret, struct error *reterr);

/* Adds the sets that a prepared check without any would get with their first migration. None is an
 * error. */
_must_check_ int check_new_sets(struct check *check, struct error *reterr);

/* Decides all of it for a set whose files were loaded. */
_must_check_ int check_new_in(struct check *check, const struct new_request *request,
	const struct change_set *changes, const struct migration_set *set, struct new_migration *ret,
	struct error *reterr);

/* Adds the files of a migration that has its name. */
_must_check_ int check_new_fill(struct check *check, const struct new_request *request,
	const struct change_set *changes, struct datetime now, struct new_migration *migration,
	struct error *reterr);

/* True if the rule is in force in the set. */
bool check_new_asks(const struct set_spec *spec, const char *rule);

#endif
