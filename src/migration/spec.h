/* SPDX-License-Identifier: MIT */
/* A migration set as the policy and its runner define it, before any file is looked at. */
#ifndef MIGHOOK_MIGRATION_SPEC_H
#define MIGHOOK_MIGRATION_SPEC_H

#include "base/regex.h"
#include "git/tree.h"
#include "migration/runner.h"
#include "policy/policy.h"

enum down_kind {
	DOWN_NONE,
	DOWN_SIBLING, /* a file beside it, or in its folder; or outside, see down_folder */
	DOWN_SECTION, /* a section of the same file */
	DOWN_PATTERN, /* a path with {name} */
};

enum immutable { IMMUTABLE_MERGED, IMMUTABLE_APPLIED, IMMUTABLE_OFF };

enum dialect { DIALECT_UNKNOWN, DIALECT_POSTGRESQL, DIALECT_OTHER };

/* A pattern for names that are older than the policy. */
struct legacy_name {
	struct regex *pattern;
	struct str until; /* last version it excuses; ptr NULL: all */
};

struct set_spec {
	size_t number; /* as in "sets[number]" */
	bool is_configured; /* by the policy; else found by its files */
	const struct policy *policy; /* what holds in it (policy_of_set) */
	struct str path; /* "" is the repository's top */
	const struct runner *runner;
	struct regex *name;
	struct str expected_name; /* the pattern for a reader */
	struct {
		struct legacy_name *items;
		size_t count, capacity;
	} legacy;
	struct regex *side_files; /* NULL: none */
	enum version_kind version_kind;
	bool unique_by_name;
	enum down_kind down;
	/* DOWN_PATTERN, and DOWN_SIBLING of a runner that would execute what lies beside its
	 * migrations: path = prefix name suffix; ptr NULL: no such place. */
	struct str down_folder, down_prefix, down_suffix;
	enum immutable immutable;
	enum dialect dialect;
	enum wrapping wrapping;
	struct str_list snapshots; /* the configured one, or the places to look, in order */
	bool snapshot_is_configured;
	struct str snapshot_command; /* ptr NULL: not known */
	struct str manifest; /* ptr NULL: none */
	struct str archive; /* folder */
	bool outside; /* no set at all: files named by hand, judged for their content only */
};

struct set_specs {
	struct set_spec *items;
	size_t count, capacity;
};

/* Adds a set that no policy describes. */
_must_check_ int set_specs_add(struct set_specs *specs, struct arena *arena,
	const struct policy *policy, struct str path, const struct runner *runner,
	struct error *reterr);

/* Adds the sets of the shipped policies, whether their folders are there or not. */
_must_check_ int set_specs_add_shipped(struct set_specs *specs, struct arena *arena,
	const struct policy *policy, struct error *reterr);

/* Adds the sets that are found in a tree, unless one that is there holds or lies in the folder. */
_must_check_ int set_specs_add_found(struct set_specs *specs, struct arena *arena,
	const struct policy *policy, const struct tree *head, const struct tree *parent,
	struct error *reterr);

/* The sets of the policy, or where it lists none those found in either tree. The set of a shipped
 * policy counts only if one of the trees has its folder. `arena` holds the result. */
_must_check_ int set_specs_of(struct set_specs *ret, struct arena *arena,
	const struct policy *policy, const struct tree *head, const struct tree *parent,
	struct error *reterr);

/* True if one of the trees has a file in the set's folder. */
_must_check_ int set_spec_exists(const struct set_spec *spec, struct arena *arena,
	const struct tree *head, const struct tree *parent, bool *ret, struct error *reterr);

/* What stands in for a set where a file belongs to none. */
_must_check_ int set_spec_outside(struct set_spec *ret, struct arena *arena,
	const struct policy *policy, const struct runner *runner, struct error *reterr);

/* The set whose folder holds the path, the innermost; NULL if there is none. */
const struct set_spec *set_specs_holding(const struct set_specs *specs, struct str path);

/* Adds all that the rules of these sets look at. */
void set_specs_scope(const struct set_specs *specs, struct arena *arena, struct scope *scope);

/* A value of the set as `policy show` prints it: the policy's, else the runner's, else the
 * fallback; ptr NULL if it has none. */
struct setting set_spec_setting(
	const struct set_spec *spec, const struct policy *policy, const char *word);

/* The same for a VALUE_LIST. */
struct str_list set_spec_list(
	const struct set_spec *spec, const struct policy *policy, const char *word);

#endif
