/* SPDX-License-Identifier: MIT */
#include "check_squash_baseline.h"

#include "base/escape.h"
#include "check_baseline_text.h"
#include "migration/history_adapter.h"
#include "sql/dump.h"

#define BASELINE_WORD STR("baseline_v")

/* One more than the last baseline that is squashed in its turn. */
static unsigned next_number(const struct squash_plan *plan)
{
	unsigned number = 1;

	for (size_t i = 0; i < plan->squashed.count; i++) {
		struct str description = plan->squashed.items[i]->name.description, digits;
		unsigned found = 0;

		if (!str_starts(description, BASELINE_WORD))
			continue;
		digits = str_slice(description, BASELINE_WORD.len, description.len);
		for (size_t j = 0; j < digits.len && is_digit(digits.ptr[j]) && found < 1000; j++)
			found = found * 10 + (unsigned)(digits.ptr[j] - '0');
		if (found >= number)
			number = found + 1;
	}
	return number;
}

/* As the runner takes it, and with the ending of directions where its neighbour has one. */
static struct str default_name(const struct squash_plan *plan, struct arena *arena)
{
	const struct migration_file *last = plan->squashed.items[plan->squashed.count - 1];
	const struct runner *runner = plan->set->spec->runner;
	const char *ending = runner->layout == LAYOUT_FOLDERS ? ""
		: str_ends(last->path, STR(".up.sql"))            ? ".up.sql"
														  : ".sql";

	return str_format(arena, "%s%.*s%s%.*s%u%s",
		runner->baseline_prefix ? runner->baseline_prefix : "", STR_ARG(last->name.version),
		runner->baseline_prefix ? "__" : "_", STR_ARG(BASELINE_WORD), next_number(plan), ending);
}

static bool is_squashed_version(
	const struct squash_plan *plan, struct arena *arena, struct str version)
{
	enum version_order order = plan->set->spec->runner->order;

	for (size_t i = 0; version.len && i < plan->squashed.count; i++)
		if (str_equal(version_identity(arena, order, version),
				version_identity(arena, order, plan->squashed.items[i]->name.version)))
			return true;
	return false;
}

int squash_baseline_name(
	struct squash_plan *plan, struct arena *arena, struct str wanted, struct error *reterr)
{
	const struct set_spec *spec = plan->set->spec;
	struct str name = wanted.ptr ? wanted : default_name(plan, arena);

	plan->path = str_join_path(arena, spec->path, name);
	if (spec->runner->layout == LAYOUT_FOLDERS)
		plan->path = str_join_path(arena, plan->path, str_from(spec->runner->up_file));
	plan->baseline = name_of(spec, arena, plan->path);
	if (str_has(name, '/') || !role_is_sql(plan->baseline.role) || !role_is_up(plan->baseline.role))
		return error_set(reterr, "'%s' is no name of a migration of %s",
			escape_text(arena, name, false).ptr, spec->runner->name);
	if (is_squashed_version(plan, arena, plan->baseline.version))
		return 0;
	error_set(reterr, "'%s' has not the version of a migration that it replaces",
		escape_text(arena, name, false).ptr);
	return error_hint(reterr, "databases that have applied those would run it: take %s",
		escape_text(arena, default_name(plan, arena), false).ptr);
}

static struct str header_of_squash(struct arena *arena, const struct squash_plan *plan)
{
	const struct version_range *all = &plan->marker.replaces.items[0];

	return str_format(arena,
		"-- Consolidated schema as of %.*s\n"
		"-- Squashes migrations %.*s-%.*s, kept in %s\n"
		"--\n%.*s",
		STR_ARG(plan->marker.lines[MARKER_BASELINE].value), STR_ARG(all->first), STR_ARG(all->last),
		escape_text(arena, plan->folder, false).ptr,
		STR_ARG(squash_marker_text(arena, &plan->marker)));
}

static struct str history_table(const struct runner *runner)
{
	const struct history_adapter *history = history_adapter_of_runner(runner->name);

	return str_from(history ? history->table : NULL);
}

struct str squash_dump_command(struct arena *arena, const struct runner *runner)
{
	struct str table = history_table(runner);
	size_t dot = str_find(table, STR("."), 0);
	bool has_schema = dot < table.len;

	if (!table.len)
		return STR("pg_dump --schema-only --no-owner --no-acl");
	return str_format(arena, "pg_dump --schema-only --no-owner --no-acl --exclude-%s=%.*s",
		has_schema ? "schema" : "table", STR_ARG(has_schema ? str_slice(table, 0, dot) : table));
}

/* A runner makes its table before it runs the first file. */
static int check_history_table(struct arena *arena, const struct runner *runner, struct str sql,
	struct str dump_name, struct error *reterr)
{
	struct str table = history_table(runner);

	if (!table.ptr || !dump_creates(arena, sql, table))
		return 0;
	error_set(reterr, "%s creates %s, which %s makes itself",
		escape_text(arena, dump_name, false).ptr, table.ptr, runner->name);
	return error_hint(reterr, "%s > FILE", squash_dump_command(arena, runner).ptr);
}

int squash_baseline_text(struct str *ret, struct arena *arena, const struct squash_plan *plan,
	const struct squash_content *content, struct error *reterr)
{
	const struct set_spec *spec = plan->set->spec;
	struct text sql = {.arena = arena};
	struct str schema;

	if (dump_as_migration(&schema, arena, content->dump, content->dump_name, reterr) ||
		check_history_table(arena, spec->runner, schema, content->dump_name, reterr))
		return -1;
	text_add(&sql, content->before);
	text_add(&sql, content->before.len ? STR("\n") : STR(""));
	text_add(&sql, schema);
	text_add(&sql, content->behind.len ? STR("\n") : STR(""));
	text_add(&sql, content->behind);
	*ret = baseline_text(arena, spec, header_of_squash(arena, plan), text_str(&sql));
	return 0;
}
