/* SPDX-License-Identifier: MIT */
/*
 * Prints what the migrations of the index lead to as a hook sees it, an object a line: in which the
 * cache may have a part. Then the steps of the judged statements. With an argument the repository
 * is read through the git program.
 */
#include "check.h"
#include "lint/set_catalog.h"

static void print_entry(struct arena *arena, const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;

	printf("%s %s %s:%zu%s%s", object_kinds[state->kind].name,
		catalog_name(arena, entry, LATEST).ptr,
		state->origin.path.ptr ? str_copy(arena, state->origin.path).ptr : "", state->origin.line,
		state->unverified ? " unverified: " : "", state->unverified ? state->unverified : "");
	for (unsigned key = 0; key < ATTRIBUTE_COUNT; key++) {
		const struct attribute *found = attributes_find(&state->attributes, key);

		if (found)
			printf(" %s=%.*s", attribute_rows[key].name, STR_ARG(found->text));
		for (size_t i = 0; found && i < attribute_list(found)->count; i++)
			printf(",%.*s", STR_ARG(attribute_list(found)->items[i]));
	}
	putchar('\n');
}

static void print_catalog(struct arena *arena, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++)
		if (catalog_lives(catalog_all(catalog)->items[i]))
			print_entry(arena, catalog_all(catalog)->items[i]);
}

/* What a rule sees: how many objects there are before a judged statement. */
static void print_steps(const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		for (size_t j = 0; sql->file->is_judged && j < sql->statements.count; j++) {
			unsigned step = sql->statements.items[j].step;
			size_t count = 0;

			for (size_t k = 0; step && k < catalog_all(set_sql->catalog)->count; k++)
				count += catalog_state_at(catalog_all(set_sql->catalog)->items[k], step - 1) !=
					NULL;
			printf("%.*s: statement %zu %s %zu objects\n", STR_ARG(sql->file->path), j + 1,
				step ? "finds" : "is not replayed:", count);
		}
	}
}

static int print_sets(struct arena *arena, bool with_git, struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct check_options options = {.is_hook = true};
	struct str_list none = {0};
	struct migration_sets sets;
	struct change_set changes;
	struct check check;

	if ((with_git ? repository_open_with_git(&repository, arena, "to", reterr)
				  : repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, reterr)) ||
		check_start(&check, arena, repository, &options, reterr) ||
		change_set_from_index(&changes, repository, arena, MERGE_PARENTS_RESPECTED, reterr) ||
		check_prepare(&check, &changes, reterr) || change_set_protect(&changes, &none, reterr) ||
		migration_sets_load(&sets, &changes, &check.specs, reterr))
		return -1;
	for (size_t i = 0; i < sets.count; i++) {
		struct set_sql set_sql;

		if (set_sql_read(&set_sql, arena, &changes, &sets.items[i], false, reterr) ||
			set_catalog_read(&set_sql.catalog, arena, &changes, &sets.items[i], &set_sql,
				CATALOG_KEPT_OR_REPLAYED, reterr))
			return -1;
		print_catalog(arena, set_sql.catalog);
		print_steps(&set_sql);
	}
	return 0;
}

int main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};

	(void)argv;
	if (!print_sets(&arena, argc > 1, &error))
		return 0;
	fprintf(stderr, "print_catalog: %s\n", error.message);
	return 2;
}
