/* SPDX-License-Identifier: MIT */
/* The name of a migration that is about to be written. */
#ifndef MIGHOOK_MIGRATION_NEW_NAME_H
#define MIGHOOK_MIGRATION_NEW_NAME_H

#include "base/error.h"
#include "migration/description.h"
#include "migration/new_version.h"

struct name_request {
	struct str type; /* as typed */
	struct str description; /* as typed */
	struct datetime now;
	bool is_last; /* the version has to come behind all others */
	bool only_letters; /* no digit may stand in the description */
};

struct new_name {
	struct str path; /* of the up file, from the repository's top */
	struct name name; /* of that path */
	bool lost_digits; /* the pattern takes none in the description */
};

/* The set's newest versioned migration that goes up, as an example for the next; NULL: none. */
const struct migration_file *name_example(const struct migration_set *set);

/* The types that the set's names may have; none if a name has no type, or any. */
struct str_list name_types(const struct set_spec *spec, struct arena *arena);

/* A name that the set's pattern takes and its runner executes, with a version that no migration
 * has. What cannot become a name is an error that says why. */
_must_check_ int name_choose(struct new_name *ret, struct arena *arena,
	const struct migration_set *set, const struct name_request *request, struct error *reterr);

#endif
