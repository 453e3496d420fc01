/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "base/escape.h"
#include "check_applied.h"
#include "check_boxes.h"
#include "check_paths.h"
#include "check_policy.h"
#include "check_sets.h"
#include "check_untracked.h"
#include "fix/plan.h"
#include "git/ci.h"
#include "lint/sql_ahead.h"
#include "migration/squash.h"
#include "rules/rules.h"

void check_note(struct check *check, const char *format, ...)
{
	struct str note;
	va_list values;

	va_start(values, format);
	note = str_vformat(check->arena, format, values);
	va_end(values);
	/* an audit would say it of each commit */
	if (!str_list_contains(&check->notes, note))
		str_list_add(check->arena, &check->notes, note);
}

static int require_rule(
	struct check *check, struct str id, const char *origin, struct error *reterr)
{
	struct str nearest;

	if (rule_find(id))
		return 0;
	nearest = vocabulary_nearest_rule(&check->vocabulary, check->arena, id);
	error_set(reterr, "%s: '%s' is no rule%s%.*s%s", origin,
		escape_text(check->arena, id, false).ptr, nearest.ptr ? "; did you mean '" : "",
		STR_ARG(nearest), nearest.ptr ? "'?" : "");
	return error_hint(reterr, "mighook rules");
}

/* --rule: one that no source of changes can answer must not pass for asked. */
static int require_asked(struct check *check, struct str id, struct error *reterr)
{
	if (require_rule(check, id, "--rule", reterr))
		return -1;
	if (rule_find(id)->scope != 'D')
		return 0;
	error_set(reterr, "--rule: %s is found on a server, and not here", id.ptr);
	return error_hint(reterr, "mighook drift");
}

/* MIGHOOK_SKIP=rule,rule; what is skipped is said. */
static int read_skip(struct check *check, struct error *reterr)
{
	struct str rest = str_from(getenv("MIGHOOK_SKIP")), id;

	if (!rest.len || !check->options.respects_skip)
		return 0;
	while (str_next(&rest, ',', &id)) {
		id = str_trim(id);
		if (!id.len)
			continue;
		if (require_rule(check, id, "MIGHOOK_SKIP", reterr))
			return -1;
		str_list_add(check->arena, &check->skip, id);
	}
	if (check->skip.count)
		check_note(check, "MIGHOOK_SKIP: not asking %s",
			escape_text(check->arena, str_from(getenv("MIGHOOK_SKIP")), false).ptr);
	return 0;
}

int check_start(struct check *ret, struct arena *arena, struct repository *repository,
	const struct check_options *options, struct error *reterr)
{
	struct check check = {.arena = arena,
		.repository = repository,
		.options = *options,
		.vocabulary = rules_vocabulary(arena)};

	if (clock_now(&check.now, reterr) || read_skip(&check, reterr))
		return -1;
	for (size_t i = 0; i < options->only.count; i++)
		if (require_asked(&check, options->only.items[i], reterr))
			return -1;
	if (options->runner.ptr && !runner_find(options->runner)) {
		error_set(
			reterr, "--runner: '%s' is no runner", escape_text(arena, options->runner, false).ptr);
		return error_hint(reterr, "mighook help check");
	}
	*ret = check;
	return 0;
}

/* A folder that the policy names and nobody has is probably misspelt: nothing in it is judged. */
static int note_absent_sets(
	struct check *check, const struct change_set *changes, struct error *reterr)
{
	for (size_t i = 0; i < check->specs.count; i++) {
		const struct set_spec *spec = &check->specs.items[i];
		bool exists = true;

		if (spec->is_configured &&
			set_spec_exists(spec, check->arena, changes->head, changes->parent, &exists, reterr))
			return -1;
		if (!exists)
			check_note(check, "there is no file in %s, which the policy names as a set",
				escape_text(check->arena, spec->path, false).ptr);
	}
	return 0;
}

static void note_idle_rule(struct check *check, const struct rule_key *rule)
{
	bool is_idle = (rule->of_change || !check->specs.count) &&
		policy_rule_is_idle(&check->policy, rule);

	for (size_t i = 0; !rule->of_change && i < check->specs.count; i++) {
		const struct set_spec *spec = &check->specs.items[i];

		if (!policy_rule_is_idle(spec->policy, rule))
			continue;
		if (spec->policy == &check->policy)
			is_idle = true;
		else
			check_note(check,
				"%s is on in %s, and finds nothing before its options are set: mighook explain %s",
				rule->id, escape_text(check->arena, spec->path, false).ptr, rule->id);
	}
	if (is_idle)
		check_note(check,
			"%s is on, and finds nothing before its options are set: mighook explain %s", rule->id,
			rule->id);
}

/* What the policy asks for and nothing can come of is said: it must not pass for judged. */
static void note_idle_rules(struct check *check)
{
	for (size_t i = 0; i < rule_count; i++)
		note_idle_rule(check, &rules[i]->key);
	for (size_t i = 0; i < check->specs.count; i++) {
		const struct set_spec *spec = &check->specs.items[i];
		const struct setting *rollback = policy_setting(
			spec->policy, "rules.rollback-missing.severity");

		if (spec->down == DOWN_NONE && rollback && !str_equal(rollback->value, STR("off")))
			check_note(check,
				"rollback-missing is on, and %s has no rollbacks (down: none); set `down` of the "
				"set",
				escape_text(check->arena, spec->path, false).ptr);
	}
}

int check_prepare(struct check *check, const struct change_set *changes, struct error *reterr)
{
	if (check_choose_policy(check, changes, reterr))
		return -1;
	if (!changes)
		return 0;
	if (set_specs_of(
			&check->specs, check->arena, &check->policy, changes->head, changes->parent, reterr))
		return -1;
	if (check->options.is_hook)
		return 0;
	note_idle_rules(check);
	return note_absent_sets(check, changes, reterr);
}

static struct lint *lint_of(const struct check *check, const struct change_set *changes)
{
	struct lint *lint = arena_new(changes->arena, struct lint);

	*lint = (struct lint){
		.arena = changes->arena,
		.rules = rules,
		.rule_count = rule_count,
		.policy = &check->policy,
		.only = &check->options.only,
		.skip = &check->skip,
		.changes = changes,
		.wants_sql = check->options.wants_review || check->options.wants_sql,
		.now = check->now,
	};

	lint_demand(lint, &check->specs);
	return lint;
}

/* Rules on SQL that are not asked are never silent about it, except in a hook: there it would be
 * said at every commit. */
static void note_other_dialects(struct check *check, const struct lint *lint)
{
	for (size_t i = 0; i < lint->sets->count && !check->options.is_hook; i++)
		if (lint->sql[i].other_dialect)
			check_note(check, "%s: not PostgreSQL's SQL (%s): rules on SQL are not asked",
				escape_text(check->arena, lint->sets->items[i].spec->path, false).ptr,
				lint->sql[i].other_dialect);
}

static struct str_list judged_paths(struct arena *arena, const struct migration_sets *sets)
{
	struct str_list paths = {0};

	for (size_t i = 0; i < sets->count; i++)
		for (size_t j = 0; j < sets->items[i].files.count; j++)
			if (sets->items[i].files.items[j]->is_judged)
				str_list_add(arena, &paths, sets->items[i].files.items[j]->path);
	return paths;
}

static int lint(struct check *check, const struct change_set *changes, struct migration_sets *sets,
	struct lint *lint, struct check_result *result, struct error *reterr)
{
	_cleanup_(applied_inquiry_drop) struct applied_inquiry inquiry = {.deadline = 0};
	struct grandfathers *trusted = arena_new(changes->arena, struct grandfathers);

	lint->sets = sets;
	lint->trusted = trusted;
	if (check->asks_database)
		check_applied_start(check, changes, sets, &inquiry);
	if (check_trusted(check, changes, trusted, reterr) || lint_read(lint, reterr))
		return -1;
	check_applied_end(check, sets, &inquiry);
	note_other_dialects(check, lint);
	result->lint = lint;
	result->judged = judged_paths(lint->arena, sets);
	result->unread = lint_unread(lint);
	result->diagnostics = lint_run(lint);
	if (check->options.wants_review) {
		result->review = review_of(lint);
		check_boxes(&result->review, lint, &result->diagnostics);
	}
	return lint_verify(lint, reterr);
}

/* The second half: what is merged, the files, the rules. */
static int judge(struct check *check, struct change_set *changes, struct lint *demanded,
	struct check_result *result, struct error *reterr)
{
	struct migration_sets *sets = arena_new(changes->arena, struct migration_sets);
	_cleanup_(sql_ahead_end) struct sql_ahead *ahead = sql_ahead_begin(demanded, changes);

	demanded->ahead = ahead;
	if (check_load_sets(check, changes, sets, reterr) ||
		lint(check, changes, sets, demanded, result, reterr))
		return -1;
	result->migrations = sets->migration_count;
	result->changed = sets->changed_count;
	return 0;
}

/* True if nothing that a rule looks at can have changed: the common case of a hook, decided
 * without listing files. */
static int is_untouched(const struct check *check, const struct change_set *changes,
	const struct lint *lint, bool *ret, struct error *reterr)
{
	struct scope scope = {0};
	bool archived = false;

	set_specs_scope(&check->specs, changes->arena, &scope);
	lint_scope(lint, changes->arena, &scope);
	if (tree_same(changes->head, changes->parent, &scope, ret, reterr) ||
		(*ret && squash_archives_change(&check->specs, changes, &archived, reterr)))
		return -1;
	*ret &= !archived;
	return 0;
}

int check_judge(struct check *check, struct change_set *changes, struct check_result *result,
	struct error *reterr)
{
	struct lint *lint = lint_of(check, changes);
	bool untouched = false;

	result->has_sets = check->specs.count > 0;
	if ((check->options.is_hook || check->set_memory || !check->specs.count) && !changes->whole &&
		is_untouched(check, changes, lint, &untouched, reterr))
		return -1;
	if (untouched)
		return 0;
	return judge(check, changes, lint, result, reterr);
}

static int prepare_and_judge(struct check *check, struct change_set *changes,
	struct check_result *result, struct error *reterr)
{
	if (check_prepare(check, changes, reterr))
		return -1;
	return check_judge(check, changes, result, reterr);
}

int check_staged(struct check *check, struct check_result *ret, struct error *reterr)
{
	struct check_result result = {.source = "staged"};
	struct change_set changes;

	check->asks_database = true;
	if (change_set_from_index(&changes, check->repository, check->arena,
			check->options.is_hook ? MERGE_PARENTS_RESPECTED : MERGE_PARENTS_IGNORED, reterr))
		return -1;
	changes.message = check->options.message;
	if (prepare_and_judge(check, &changes, &result, reterr))
		return -1;
	result.is_mendable = result.lint && plan_has_repair(result.lint, &result.diagnostics);
	*ret = result;
	return 0;
}

int check_range(struct check *check, struct str base, struct str head, struct check_result *ret,
	struct error *reterr)
{
	struct check_result result = {.source = "range"};
	struct change_set changes;

	if (change_set_from_range(&changes, check->repository, check->arena, base, head, reterr) ||
		prepare_and_judge(check, &changes, &result, reterr))
		return -1;
	*ret = result;
	return 0;
}

int check_ci(struct check *check, struct check_result *ret, struct error *reterr)
{
	struct ci_range range;

	if (ci_find_range(check->repository, &range, reterr))
		return -1;
	check_note(check, "CI: judging %.*s...%.*s (%.*s)", STR_ARG(range.base), STR_ARG(range.head),
		STR_ARG(range.origin));
	return check_range(check, range.base, range.head, ret, reterr);
}

int check_push(struct check *check, struct push *push, const struct push_update *update,
	struct check_result *ret, struct error *reterr)
{
	struct check_result result = {.source = "range"};
	const struct setting *protected;
	struct str_list none = {0};
	struct change_set changes;

	repository_trim_trees(check->repository);
	if (change_set_from_push(&changes, check->arena, push, update, &none, reterr) ||
		check_prepare(check, &changes, reterr))
		return -1;
	/* Which branches are protected, the policy of the usual ones tells. */
	protected = policy_setting(&check->policy, "protected");
	if (protected) {
		check->notes.count = 0;
		if (change_set_from_push(&changes, check->arena, push, update, &protected->list, reterr) ||
			check_prepare(check, &changes, reterr))
			return -1;
	}
	if (check_judge(check, &changes, &result, reterr))
		return -1;
	*ret = result;
	return 0;
}

int check_all(struct check *check, struct check_result *ret, struct error *reterr)
{
	struct check_result result = {.source = "all"};
	struct change_set changes;

	if (change_set_from_everything(&changes, check->repository, check->arena, reterr) ||
		check_prepare(check, &changes, reterr))
		return -1;
	check_list_untracked(check, &changes);
	if (check_judge(check, &changes, &result, reterr))
		return -1;
	*ret = result;
	return 0;
}

/* Files that belong to no set, as a set of their own. */
static int load_outside(struct check *check, const struct named_files *files,
	struct migration_set *ret, struct error *reterr)
{
	struct str runner = check->options.runner.ptr ? check->options.runner : STR("plain");
	struct set_spec *spec = arena_new(check->arena, struct set_spec);

	return set_spec_outside(spec, check->arena, &check->policy, runner_find(runner), reterr) ||
			loose_set_load(ret, check->arena, spec, &files->outside_shown, &files->outside, reterr)
		? -1
		: 0;
}

/* Files of the worktree that belong to the check's sets. */
static int load_inside(struct check *check, const struct str_list *paths,
	struct change_set *changes, struct migration_sets *sets, struct error *reterr)
{
	return change_set_from_worktree(changes, check->repository, check->arena, paths, reterr) ||
			check_load_sets(check, changes, sets, reterr)
		? -1
		: 0;
}

int check_files(struct check *check, const struct str_list *paths, struct check_result *ret,
	struct error *reterr)
{
	struct check_result result = {.source = "paths", .has_sets = true};
	struct migration_sets sets;
	struct change_set changes;

	if (load_inside(check, paths, &changes, &sets, reterr) ||
		lint(check, &changes, &sets, lint_of(check, &changes), &result, reterr))
		return -1;
	*ret = result;
	return 0;
}

int check_paths(struct check *check, const struct str_list *paths, struct check_result *ret,
	struct error *reterr)
{
	struct check_result result = {.source = "paths"};
	struct change_set index = {.arena = check->arena}, changes = {.arena = check->arena};
	struct migration_sets sets = {0};
	struct named_files files = {0};
	bool has_index = check->repository && !repository_is_bare(check->repository);

	changes.only_named = true;
	if (has_index &&
		change_set_from_index(
			&index, check->repository, check->arena, MERGE_PARENTS_IGNORED, reterr))
		return -1;
	if (check_prepare(check, has_index ? &index : NULL, reterr) ||
		named_files_of(&files, check->arena, has_index ? check->repository : NULL, &check->specs,
			paths, reterr))
		return -1;
	if (files.inside.count && load_inside(check, &files.inside, &changes, &sets, reterr))
		return -1;
	if (files.outside.count) {
		struct migration_set *all = arena_array(check->arena, struct migration_set, sets.count + 1);

		if (sets.count)
			memcpy(all, sets.items, sets.count * sizeof *all);
		if (load_outside(check, &files, &all[sets.count], reterr))
			return -1;
		sets.items = all;
		sets.count++;
	}
	if (lint(check, &changes, &sets, lint_of(check, &changes), &result, reterr))
		return -1;
	result.has_sets = true;
	result.outside = files.outside.count;
	result.migrations = sets.migration_count + files.outside.count;
	result.changed = files.inside.count + files.outside.count;
	*ret = result;
	return 0;
}
