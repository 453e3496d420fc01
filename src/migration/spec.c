/* SPDX-License-Identifier: MIT */
#include "migration/spec.h"

#include "base/escape.h"
#include "base/vec.h"
#include "migration/detect.h"
#include "migration/shape.h"
#include "migration/snapshot.h"

/* A set's value that its runner decides where the policy is silent. */
static const char *runner_value(const struct runner *runner, const char *word)
{
	if (!strcmp(word, "runner"))
		return runner->name;
	if (!strcmp(word, "name"))
		return runner->name_pattern;
	if (!strcmp(word, "down"))
		return runner->down;
	if (!strcmp(word, "transaction"))
		return runner->transaction;
	if (!strcmp(word, "prelude"))
		return runner->prelude;
	return NULL;
}

static const char *fallback_value(struct arena *arena, const char *word)
{
	struct str pattern = str_format(arena, "sets[].%s", word);

	for (size_t i = 0; i < policy_key_count; i++)
		if (str_equal(pattern, str_from(policy_keys[i].pattern)))
			return policy_keys[i].fallback;
	return NULL;
}

struct setting set_spec_setting(
	const struct set_spec *spec, const struct policy *policy, const char *word)
{
	const struct setting *set = NULL;
	struct setting found = {.key = str_format(policy->arena, "sets[%zu].%s", spec->number, word)};
	const char *value = runner_value(spec->runner, word);

	if (spec->is_configured)
		set = policy_setting(policy, "sets[%zu].%s", spec->number, word);
	if (set)
		return *set;
	if (value) {
		found.value = str_from(value);
		found.from = strcmp(word, "runner") != 0
			? str_format(policy->arena, "runner %s", spec->runner->name)
			: STR("detected");
	} else if (!strcmp(word, "path")) {
		found.value = spec->path;
		found.from = STR("detected");
	} else {
		found.value = str_from(fallback_value(policy->arena, word));
		found.from = STR("default");
	}
	return found;
}

struct str_list set_spec_list(
	const struct set_spec *spec, const struct policy *policy, const char *word)
{
	struct setting setting = set_spec_setting(spec, policy, word);

	/* a runner's value is a text */
	if (setting.value.ptr)
		str_list_add(policy->arena, &setting.list, setting.value);
	return setting.list;
}

static bool value_is(
	const struct set_spec *spec, const struct policy *policy, const char *word, struct str value)
{
	return str_equal(set_spec_setting(spec, policy, word).value, value);
}

static int read_names(
	struct set_spec *spec, struct arena *arena, const struct policy *policy, struct error *reterr)
{
	struct setting name = set_spec_setting(spec, policy, "name");

	if (regex_compile(&spec->name, arena, name.value, reterr))
		return -1;
	spec->expected_name = str_equal(name.value, str_from(spec->runner->name_pattern))
		? str_from(spec->runner->expected_name)
		: shape_of(arena, name.value);
	if (spec->runner->side_file_pattern &&
		regex_compile(&spec->side_files, arena, str_from(spec->runner->side_file_pattern), reterr))
		return -1;
	for (size_t i = 0; spec->is_configured; i++) {
		const struct setting *pattern = policy_setting(
			policy, "sets[%zu].legacy[%zu].name", spec->number, i);
		const struct setting *until = policy_setting(
			policy, "sets[%zu].legacy[%zu].until", spec->number, i);
		struct legacy_name *legacy;

		if (!pattern)
			break;
		legacy = vec_push(arena, &spec->legacy);
		if (until)
			legacy->until = until->value;
		if (regex_compile(&legacy->pattern, arena, pattern->value, reterr))
			return -1;
	}
	return 0;
}

static int read_down(
	struct set_spec *spec, struct arena *arena, const struct policy *policy, struct error *reterr)
{
	struct setting down = set_spec_setting(spec, policy, "down");
	struct str placeholder = STR("{name}"), folder = str_dirname(down.value), pattern = down.value;
	size_t at = str_find(down.value, placeholder, 0);

	if (str_equal(down.value, STR("none")))
		spec->down = DOWN_NONE;
	else if (str_equal(down.value, STR("sibling")))
		spec->down = DOWN_SIBLING;
	else if (str_equal(down.value, STR("section")))
		spec->down = DOWN_SECTION;
	else if (at < down.value.len && at >= folder.len)
		spec->down = DOWN_PATTERN;
	else
		return error_set(reterr,
			"%.*s: down: must be sibling, section, none, or a path whose file name has {name}",
			STR_ARG(down.from));
	/* Files beside the migrations would be executed like those: there is a place outside. */
	if (spec->down == DOWN_SIBLING && spec->runner->runs_down_files && !spec->runner->down_prefix) {
		spec->down_folder = str_join_path(arena, str_dirname(spec->path), STR("rollback"));
		spec->down_prefix = str_format(arena, "%.*s/", STR_ARG(spec->down_folder));
		spec->down_suffix = STR(".down.sql");
	}
	if (spec->down != DOWN_PATTERN)
		return 0;
	/* Without a folder it lies beside the migration. */
	if (!folder.len) {
		pattern = str_join_path(arena, spec->path, pattern);
		folder = spec->path;
		at = str_find(pattern, placeholder, 0);
	}
	spec->down_folder = folder;
	spec->down_prefix = str_slice(pattern, 0, at);
	spec->down_suffix = str_slice(pattern, at + placeholder.len, pattern.len);
	return 0;
}

/* Where a snapshot is looked for: beside the set, then in the places the tools use. */
static void find_snapshot_places(struct set_spec *spec, struct arena *arena)
{
	static const char *const beside[] = {
		"schema.sql", "schemas/schema.sql", "structure.sql", "schema.prisma"};
	static const char *const usual[] = {"schema.sql", "supabase/schema.sql",
		"supabase/schemas/schema.sql", "db/schema.sql", "db/structure.sql", "schema.prisma"};
	struct str parent = str_dirname(spec->path);
	bool is_prisma = !strcmp(spec->runner->name, "prisma");

	for (size_t i = 0; i < ARRAY_LENGTH(beside); i++)
		if (is_prisma || !str_ends(str_from(beside[i]), STR(".prisma")))
			str_list_add(
				arena, &spec->snapshots, str_join_path(arena, parent, str_from(beside[i])));
	/* A set deep inside a monorepo has nothing to do with a schema.sql at the top. */
	if (str_find(parent, STR("/"), 0) < parent.len)
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(usual); i++)
		if (is_prisma || !str_ends(str_from(usual[i]), STR(".prisma")))
			str_list_add(arena, &spec->snapshots, str_from(usual[i]));
}

static void read_snapshot(struct set_spec *spec, struct arena *arena, const struct policy *policy)
{
	struct setting snapshot = set_spec_setting(spec, policy, "snapshot");

	spec->snapshot_command = set_spec_setting(spec, policy, "snapshot-command").value;
	spec->snapshot_is_configured = snapshot.value.ptr != NULL;
	if (!snapshot.value.ptr)
		find_snapshot_places(spec, arena);
	else if (!str_equal(snapshot.value, STR("none")))
		str_list_add(arena, &spec->snapshots, snapshot.value);
}

/* Fills what follows from number, path and runner. */
static int fill(
	struct set_spec *spec, struct arena *arena, const struct policy *policy, struct error *reterr)
{
	if (read_names(spec, arena, policy, reterr) || read_down(spec, arena, policy, reterr))
		return -1;
	read_snapshot(spec, arena, policy);
	spec->policy = spec->is_configured ? policy_of_set(policy, spec->number) : policy;
	spec->version_kind = value_is(spec, policy, "version", STR("date")) ? VERSION_DATE
		: value_is(spec, policy, "version", STR("sequence"))            ? VERSION_SEQUENCE
																		: VERSION_AUTO;
	spec->unique_by_name = value_is(spec, policy, "unique-by", STR("name"));
	spec->immutable = value_is(spec, policy, "immutable", STR("off")) ? IMMUTABLE_OFF
		: value_is(spec, policy, "immutable", STR("applied"))         ? IMMUTABLE_APPLIED
																	  : IMMUTABLE_MERGED;
	spec->dialect = value_is(spec, policy, "dialect", STR("postgresql")) ? DIALECT_POSTGRESQL
		: value_is(spec, policy, "dialect", STR("other"))                ? DIALECT_OTHER
																		 : DIALECT_UNKNOWN;
	spec->wrapping = !spec->is_configured ||
			!policy_setting(policy, "sets[%zu].transaction", spec->number)
		? spec->runner->wrapping
		: value_is(spec, policy, "transaction", STR("each")) ? WRAPPED_TRANSACTION
															 : WRAPPED_NOT;
	spec->manifest = set_spec_setting(spec, policy, "manifest").value;
	spec->archive = set_spec_setting(spec, policy, "archive").value;
	return 0;
}

static int has_folder(const struct tree *tree, struct arena *arena, struct str folder, bool *ret,
	struct error *reterr)
{
	struct scope scope = {0};
	struct entries entries;

	scope_add_folder(arena, &scope, folder);
	if (tree_entries(tree, &scope, &entries, reterr))
		return -1;
	*ret = entries.count > 0;
	return 0;
}

int set_spec_exists(const struct set_spec *spec, struct arena *arena, const struct tree *head,
	const struct tree *parent, bool *ret, struct error *reterr)
{
	if (has_folder(head, arena, spec->path, ret, reterr))
		return -1;
	return *ret ? 0 : has_folder(parent, arena, spec->path, ret, reterr);
}

static int add_configured(struct set_specs *specs, struct arena *arena, const struct policy *policy,
	size_t number, const struct tree *head, const struct tree *parent, struct error *reterr)
{
	const struct setting *path = policy_setting(policy, "sets[%zu].path", number);
	const struct setting *runner = policy_setting(policy, "sets[%zu].runner", number);
	struct set_spec spec = {.number = number, .is_configured = true, .path = path->value};
	bool exists = true;

	if (policy_set_is_shipped(policy, number) &&
		set_spec_exists(&spec, arena, head, parent, &exists, reterr))
		return -1;
	if (!exists)
		return 0;
	for (size_t i = 0; i < specs->count; i++)
		if (str_equal(specs->items[i].path, spec.path))
			return error_set(reterr, "%.*s: sets: the folder '%s' is listed twice",
				STR_ARG(path->from), escape_text(arena, spec.path, /* keep_tabs= */ false).ptr);
	if (runner)
		spec.runner = runner_find(runner->value);
	else if (detect_runner(&spec.runner, arena, spec.path, head, parent, reterr))
		return -1;
	if (fill(&spec, arena, policy, reterr))
		return -1;
	*vec_push(arena, specs) = spec;
	return 0;
}

static bool overlaps(const struct set_specs *specs, struct str path)
{
	for (size_t i = 0; i < specs->count; i++) {
		struct str other = specs->items[i].path;

		if (str_equal(path, other) || str_within(path, other) || str_within(other, path))
			return true;
	}
	return false;
}

int set_specs_add(struct set_specs *specs, struct arena *arena, const struct policy *policy,
	struct str path, const struct runner *runner, struct error *reterr)
{
	struct set_spec spec = {.number = specs->count, .path = path, .runner = runner};

	if (fill(&spec, arena, policy, reterr))
		return -1;
	*vec_push(arena, specs) = spec;
	return 0;
}

int set_specs_add_found(struct set_specs *specs, struct arena *arena, const struct policy *policy,
	const struct tree *head, const struct tree *parent, struct error *reterr)
{
	size_t known = specs->count;
	struct detected_sets detected;

	if (detect_sets(&detected, arena, head, parent, reterr))
		return -1;
	for (size_t i = 0; i < detected.count; i++) {
		struct set_specs before = {specs->items, known, known};

		if (!overlaps(&before, detected.items[i].path) &&
			set_specs_add(
				specs, arena, policy, detected.items[i].path, detected.items[i].runner, reterr))
			return -1;
	}
	return 0;
}

int set_specs_of(struct set_specs *ret, struct arena *arena, const struct policy *policy,
	const struct tree *head, const struct tree *parent, struct error *reterr)
{
	struct set_specs specs = {0};
	bool all_shipped = true;

	for (size_t i = 0; i < policy_set_count(policy); i++) {
		all_shipped &= policy_set_is_shipped(policy, i);
		if (add_configured(&specs, arena, policy, i, head, parent, reterr))
			return -1;
	}
	if (!specs.count && all_shipped &&
		set_specs_add_found(&specs, arena, policy, head, parent, reterr))
		return -1;
	*ret = specs;
	return 0;
}

int set_specs_add_shipped(
	struct set_specs *specs, struct arena *arena, const struct policy *policy, struct error *reterr)
{
	for (size_t i = 0; i < policy_set_count(policy); i++) {
		const struct setting *runner = policy_setting(policy, "sets[%zu].runner", i);
		struct set_spec spec = {.number = i,
			.is_configured = true,
			.path = policy_setting(policy, "sets[%zu].path", i)->value};

		if (!policy_set_is_shipped(policy, i) || !runner)
			continue;
		spec.runner = runner_find(runner->value);
		if (fill(&spec, arena, policy, reterr))
			return -1;
		*vec_push(arena, specs) = spec;
	}
	return 0;
}

int set_spec_outside(struct set_spec *ret, struct arena *arena, const struct policy *policy,
	const struct runner *runner, struct error *reterr)
{
	struct set_spec spec = {.runner = runner, .outside = true};

	if (fill(&spec, arena, policy, reterr))
		return -1;
	spec.snapshots = (struct str_list){0};
	*ret = spec;
	return 0;
}

const struct set_spec *set_specs_holding(const struct set_specs *specs, struct str path)
{
	const struct set_spec *innermost = NULL;

	for (size_t i = 0; i < specs->count; i++) {
		const struct set_spec *spec = &specs->items[i];

		if (str_within(path, spec->path) && (!innermost || spec->path.len > innermost->path.len))
			innermost = spec;
	}
	return innermost;
}

void set_specs_scope(const struct set_specs *specs, struct arena *arena, struct scope *scope)
{
	for (size_t i = 0; i < specs->count; i++) {
		const struct set_spec *spec = &specs->items[i];

		scope_add_folder(arena, scope, spec->path);
		if (spec->down_folder.ptr)
			scope_add_folder(arena, scope, spec->down_folder);
		for (size_t j = 0; j < spec->snapshots.count; j++) {
			struct str folder = snapshot_folder(spec->snapshots.items[j]);

			scope_add_file(arena, scope, spec->snapshots.items[j]);
			/* one that is only looked for has parts where the set lies beside them */
			if (folder.ptr && (spec->snapshot_is_configured || str_within(spec->path, folder)))
				scope_add_folder(arena, scope, folder);
		}
	}
	scope_finish(scope);
}
