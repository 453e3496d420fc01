/* SPDX-License-Identifier: MIT */
#include "command/init_policy.h"

#include <stdint.h>

#include "base/sort.h"
#include "base/vec.h"
#include "lint/grandfather.h"
#include "migration/history_adapter.h"
#include "policy/yaml_scalar.h"

enum { COUNT_STEP = 500 }; /* of migrations, until migration-count speaks again */

static int compare_entries(const void *a, const void *b)
{
	const struct grandfather *first = a, *second = b;
	int order = str_compare(first->rule, second->rule);

	if (!order)
		order = str_compare(first->path, second->path);
	return order ? order : str_compare(first->fingerprint, second->fingerprint);
}

static void sort_entries(struct grandfathers *entries)
{
	size_t kept = 0;

	sort(entries->items, entries->count, sizeof *entries->items, compare_entries);
	for (size_t i = 0; i < entries->count; i++)
		if (!kept || compare_entries(&entries->items[i], &entries->items[kept - 1]) != 0)
			entries->items[kept++] = entries->items[i];
	entries->count = kept;
}

/* A file whose path YAML cannot hold is known by its content alone; false: by nothing. */
static bool describe(
	struct grandfather *entry, struct arena *arena, const struct diagnostic *diagnostic)
{
	entry->rule = str_from(diagnostic->rule->key.id);
	if (diagnostic->path.ptr && yaml_holds(diagnostic->path))
		entry->path = diagnostic->path;
	if (diagnostic->path.ptr && diagnostic->content.ptr)
		entry->fingerprint = grandfather_fingerprint(arena, diagnostic->content);
	return entry->path.ptr || entry->fingerprint.ptr;
}

/* What changes a merged migration now is no finding of an old file. */
static bool is_under_way(const struct diagnostic *diagnostic)
{
	return str_starts(str_from(diagnostic->rule->key.id), STR("merged-migration-"));
}

static bool is_among(const struct diagnostics *diagnostics, const struct diagnostic *wanted)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->items[i].rule == wanted->rule &&
			str_equal(diagnostics->items[i].path, wanted->path))
			return true;
	return false;
}

static void add_entry_of(struct policy_draft *draft, struct arena *arena,
	const struct diagnostic *diagnostic, const struct grandfather *entry)
{
	*vec_push(arena, &draft->excused) = *entry;
	draft->must_come_first |= diagnostic->rule->key.grandfather_only && diagnostic->file &&
		!diagnostic->file->in_base;
}

bool policy_draft_excuse(struct policy_draft *draft, struct arena *arena,
	const struct check_result *result, struct diagnostics *left)
{
	size_t before = draft->excused.count, most = draft->most_migrations;

	for (size_t i = 0; i < result->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &result->diagnostics.items[i];
		struct grandfather entry = {.rule = {NULL, 0}};

		/* It is about no file, and an entry for all files would silence the rule for ever. */
		if (!strcmp(diagnostic->rule->key.id, "migration-count"))
			draft->most_migrations = (result->migrations / COUNT_STEP + 1) * COUNT_STEP;
		else if (!is_under_way(diagnostic) && describe(&entry, arena, diagnostic))
			add_entry_of(draft, arena, diagnostic, &entry);
		else if (!is_among(left, diagnostic))
			*vec_push(arena, left) = *diagnostic;
	}
	sort_entries(&draft->excused);
	return draft->excused.count > before || draft->most_migrations != most;
}

static void add_head(struct text *text, const struct policy_draft *draft)
{
	struct shipped_policies shipped = policy_shipped(text->arena);

	text_add(text,
		STR("# What mighook demands of the migrations here; yours to edit.\n"
			"# The keys: man 5 mighook-policy. What holds: mighook policy show\n"
			"version: 1\n\n"
			"# Shipped policies to start from (mighook policy list); what stands below wins.\n"));
	for (size_t i = 0; i < shipped.count; i++)
		text_addf(text, "#   %-17.*s %.*s\n", STR_ARG(shipped.items[i].name),
			STR_ARG(shipped.items[i].summary));
	if (!draft->extends.count)
		text_add(text, STR("# extends: schema-snapshot\n"));
	for (size_t i = 0; i < draft->extends.count; i++) {
		text_add(text, i ? STR(", ") : STR("extends: ["));
		yaml_add(text, draft->extends.items[i]);
	}
	if (draft->extends.count)
		text_add(text, STR("]\n"));
}

/* The number of the shipped policies' only set with that runner, whose folder is another one here;
 * SIZE_MAX: there is none. */
static size_t shipped_set(const struct policy_draft *draft, const struct runner *runner)
{
	size_t count = draft->shipped ? policy_set_count(draft->shipped) : 0, found = SIZE_MAX;

	for (size_t i = 0; i < count; i++) {
		const struct setting *named = policy_setting(draft->shipped, "sets[%zu].runner", i);

		if (!named || !str_equal(named->value, str_from(runner->name)))
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

/* The kinds of tables that a shipped policy's set names; false if it names none. */
static bool add_shipped_history(struct text *text, const struct policy_draft *draft, size_t number)
{
	const struct setting *adapter;

	for (size_t i = 0;
		 (adapter = policy_setting(draft->shipped, "sets[%zu].history[%zu].adapter", number, i));
		 i++)
		text_addf(text, "%s{adapter: %.*s}", i ? ", " : "    history: [", STR_ARG(adapter->value));
	adapter = policy_setting(draft->shipped, "sets[%zu].history[0].adapter", number);
	if (adapter)
		text_addf(text, "]  # %.*s\n", STR_ARG(adapter->from));
	return adapter;
}

static void add_history(
	struct text *text, const struct policy_draft *draft, const struct adopted_set *set)
{
	const struct str_list *own = &set->history.tables;
	const struct history_adapter *runner = history_adapter_of_runner(set->spec->runner->name);
	size_t shipped = shipped_set(draft, set->spec->runner);

	if (!own->count && shipped != SIZE_MAX && add_shipped_history(text, draft, shipped))
		return;
	if (!own->count && !runner)
		text_add(text, STR("    # history: [{table: schema_migrations}]  # what was applied\n"));
	else if (!own->count)
		text_addf(text, "    # history: [{adapter: %s}]  # %s; holds without this line\n",
			runner->name, runner->table);
	if (!own->count)
		return;
	text_add(text, STR("    history:\n"));
	if (runner)
		text_addf(text, "      - {adapter: %s}\n", runner->name);
	for (size_t i = 0; i < own->count; i++) {
		text_add(text, STR("      - {table: "));
		yaml_add(text, own->items[i]);
		text_add(text, STR("}  # the migrations speak of it\n"));
	}
	if (set->history.is_manual && shipped == SIZE_MAX)
		text_add(text, STR("    history-writes: manual  # the migrations record themselves\n"));
}

/* What a shipped policy says of such a set, but for what is found here. */
static void add_shipped_keys(struct text *text, const struct policy_draft *draft, size_t number)
{
	static const char *const keys[] = {
		"dialect", "name", "version", "unique-by", "down", "immutable", "history-writes"};

	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
		const struct setting *setting = policy_setting(
			draft->shipped, "sets[%zu].%s", number, keys[i]);

		if (!setting)
			continue;
		text_addf(text, "    %s: ", keys[i]);
		yaml_add(text, setting->value);
		text_addf(text, "  # %.*s\n", STR_ARG(setting->from));
	}
}

static void add_set(
	struct text *text, const struct policy_draft *draft, const struct adopted_set *set)
{
	size_t shipped = shipped_set(draft, set->spec->runner);

	text_add(text, STR("  - path: "));
	yaml_add(text, set->spec->path.len ? set->spec->path : STR("."));
	text_addf(text, "\n    runner: %s\n", set->spec->runner->name);
	if (set->snapshot.ptr && yaml_holds(set->snapshot)) {
		text_add(text, STR("    snapshot: "));
		yaml_add(text, set->snapshot);
		text_add(text, STR("  # must move with the migrations\n"));
	} else {
		text_addf(text, "    # snapshot: %s  # a schema that must move with the migrations\n",
			!strcmp(set->spec->runner->name, "prisma") ? "prisma/schema.prisma" : "schema.sql");
	}
	if (shipped != SIZE_MAX)
		add_shipped_keys(text, draft, shipped);
	else
		text_addf(text, "    # name: '%s'  # narrow it here\n", set->spec->runner->name_pattern);
	add_history(text, draft, set);
}

static bool can_be_listed(const struct policy_draft *draft)
{
	for (size_t i = 0; i < draft->set_count; i++)
		if (!yaml_holds(draft->sets[i].spec->path))
			return false;
	return draft->set_count > 0;
}

/* A set that a shipped policy brings would lose what that says of it if it stood here. */
static void add_sets(struct text *text, const struct policy_draft *draft)
{
	if (!can_be_listed(draft))
		return;
	if (draft->sets[0].spec->is_configured && draft->extends.count) {
		text_add(text, STR("\n# The folders with migrations are those of the shipped policy:\n"));
		for (size_t i = 0; i < draft->set_count; i++) {
			text_add(text, STR("#   "));
			yaml_add(text, draft->sets[i].spec->path);
			text_addf(text, " (%s)\n", draft->sets[i].spec->runner->name);
		}
		return;
	}
	text_add(text, STR("\n# The folders with migrations; others are not judged.\nsets:\n"));
	for (size_t i = 0; i < draft->set_count; i++)
		add_set(text, draft, &draft->sets[i]);
}

static void add_rules(struct text *text, const struct policy_draft *draft)
{
	text_add(text,
		STR("\n# Branches whose migrations count as merged and must not change any more. Without "
			"this the\n"
			"# first of origin/HEAD, origin/main, origin/master, main, master that exists.\n"
			"# protected: [origin/main]\n"
			"\n# off, info, warning or error for each rule (mighook rules, mighook explain RULE).\n"
			"# A mapping sets its options too:\n"
			"#   header-missing: {severity: error, fields: [Author, Description]}\n"
			"#   table-dropped: error\n"));
	if (draft->most_migrations)
		text_addf(text, "rules:\n  migration-count: {max: %zu}\n", draft->most_migrations);
	else
		text_add(text, STR("# rules:\n"));
}

static void add_entry(struct text *text, const struct grandfather *entry)
{
	text_addf(text, "  - {rule: %.*s", STR_ARG(entry->rule));
	if (entry->path.ptr) {
		text_add(text, STR(", path: "));
		yaml_add(text, entry->path);
	}
	if (entry->fingerprint.ptr)
		text_addf(text, ", fingerprint: %.*s", STR_ARG(entry->fingerprint));
	text_add(text, STR("}\n"));
}

static void add_excused(struct text *text, const struct grandfathers *entries)
{
	if (!entries->count)
		return;
	text_add(text,
		STR("\n# What was there before mighook: one rule in one file each, excused for as long as "
			"the file\n"
			"# stays as it is (its SHA-256). What is edited or new is judged by every rule.\n"
			"grandfather:\n"));
	for (size_t i = 0; i < entries->count; i++) {
		struct str rule = entries->items[i].rule;
		size_t count = 0;

		if (!i || !str_equal(entries->items[i - 1].rule, rule)) {
			while (i + count < entries->count && str_equal(entries->items[i + count].rule, rule))
				count++;
			text_addf(text, "  # %.*s: %zu\n", STR_ARG(rule), count);
		}
		add_entry(text, &entries->items[i]);
	}
}

struct str policy_draft_text(struct arena *arena, const struct policy_draft *draft)
{
	struct text text = {.arena = arena};

	add_head(&text, draft);
	add_sets(&text, draft);
	add_rules(&text, draft);
	add_excused(&text, &draft->excused);
	return text_str(&text);
}
