/* SPDX-License-Identifier: MIT */
#include "base/below.h"
#include "base/escape.h"
#include "base/template.h"
#include "base/vec.h"
#include "check_new_values.h"
#include "migration/prisma_schema.h"

static bool is_wrapped(const struct set_spec *spec)
{
	return spec->wrapping == WRAPPED_TRANSACTION || spec->wrapping == WRAPPED_UNLESS_REFUSED;
}

/* `<type><ending>`, then `fallback`. */
static struct str_list template_names(
	struct arena *arena, struct str type, const char *ending, const char *fallback)
{
	static const char *const others[] = {"up", "down", "sections"};
	struct str_list words = description_words(arena, type), names = {0};
	struct str word = description_join(arena, &words, DESCRIPTION_SNAKE);
	bool is_other = false;

	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		is_other |= str_equal(word, str_from(others[i]));
	if (!is_other)
		str_list_add(arena, &names, str_format(arena, "%.*s%s", STR_ARG(word), ending));
	str_list_add(arena, &names, str_from(fallback));
	return names;
}

/* The first of the templates that the team has in its folder, else our own fallback. */
static int find_template(struct check *check, const struct str_list *names, struct str *ret,
	struct str *ret_source, struct error *reterr)
{
	const struct setting *folder = policy_setting(&check->policy, "templates");
	struct str fallback = names->items[names->count - 1];

	*ret = (struct str){NULL, 0};
	for (size_t i = 0; folder && !ret->ptr && i < names->count; i++) {
		*ret_source = str_join_path(check->arena, folder->value, names->items[i]);
		if (below_read(
				ret, check->arena, repository_worktree(check->repository), *ret_source, reterr))
			return -1;
	}
	if (!ret->ptr) {
		*ret_source = str_join_path(check->arena, STR("migrations"), fallback);
		*ret = template_find(*ret_source);
	}
	return 0;
}

/* Adds a file: the first of these templates, filled in. */
static int add_filled(struct check *check, struct new_migration *migration, struct str path,
	const struct str_list *names, const struct skeleton_values *common, bool is_begun,
	struct error *reterr)
{
	struct new_file *file = &migration->files[migration->count];
	struct skeleton_values values = {0};
	struct str text, source;

	for (size_t i = 0; i < common->count; i++)
		*vec_push(check->arena, &values) = common->items[i];
	*vec_push(check->arena, &values) = (struct skeleton_value){
		"begin", is_begun ? STR("BEGIN;") : STR("")};
	*vec_push(check->arena, &values) = (struct skeleton_value){
		"commit", is_begun ? STR("COMMIT;") : STR("")};
	file->path = path;
	if (find_template(check, names, &text, &source, reterr) ||
		skeleton_fill(&file->content, check->arena, text, source, &values, reterr))
		return -1;
	migration->count++;
	return 0;
}

/* SQL that was handed in must not be lost in a template of the team's. */
static int require_body(struct check *check, const struct new_request *request,
	const struct str_list *names, struct error *reterr)
{
	struct str text, source;

	if (!request->body.ptr)
		return 0;
	if (find_template(check, names, &text, &source, reterr))
		return -1;
	if (str_find(text, STR("{{body}}"), 0) < text.len)
		return 0;
	error_set(reterr, "%s has no place for the SQL", escape_text(check->arena, source, false).ptr);
	return error_hint(reterr, "write {{body}} in it, where the SQL belongs");
}

/* A file of its own is wanted where the policy asks for rollbacks or says where they are; where a
 * runner alone does, as the newest migration has it, and of the first as its name goes. */
static bool wants_down(const struct check *check, const struct new_migration *migration)
{
	const struct set_spec *spec = migration->set->spec;
	const struct migration_file *example = name_example(migration->set);

	if (spec->down == DOWN_NONE || spec->down == DOWN_SECTION)
		return false;
	if (check_new_asks(spec, "rollback-missing") ||
		(spec->is_configured && policy_setting(&check->policy, "sets[%zu].down", spec->number)))
		return true;
	if (example)
		return example->migration->down && example->migration->down->head;
	return spec->runner->layout == LAYOUT_FOLDERS || str_ends(migration->name.path, STR(".up.sql"));
}

/* The provider that the schema names: Prisma calls it so in its lock file too. ptr NULL: nothing
 * tells it. */
static int find_provider(struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct str *ret, struct error *reterr)
{
	struct prisma_schema schema = {.provider = {NULL, 0}};
	struct prisma_file *file = arena_new(arena, struct prisma_file);
	struct entry entry = {.mode = 0};

	*ret = set->spec->dialect == DIALECT_OTHER ? (struct str){NULL, 0} : STR("postgresql");
	file->path = set->snapshot;
	if (!file->path.ptr || !str_ends(file->path, STR(".prisma")))
		return 0;
	if (tree_entry(changes->head, file->path, &entry, reterr) ||
		(entry.mode && tree_content(changes->head, &entry, &file->content, reterr)))
		return -1;
	prisma_schema_read(&schema, arena, file);
	if (schema.provider.ptr)
		*ret = schema.provider;
	return 0;
}

/* The first migration of a tool that insists on such a file brings it. */
static int add_lock_file(struct check *check, const struct change_set *changes,
	struct new_migration *migration, struct error *reterr)
{
	const struct set_spec *spec = migration->set->spec;
	const struct migration_file *found;
	struct str path, provider;

	if (!spec->runner->lock_file)
		return 0;
	path = str_join_path(check->arena, spec->path, str_from(spec->runner->lock_file));
	found = migration_set_file(migration->set, path);
	if (found && found->head)
		return 0;
	if (find_provider(check->arena, changes, migration->set, &provider, reterr))
		return -1;
	if (provider.ptr)
		migration->files[migration->count++] = (struct new_file){
			path, str_format(check->arena, "provider = \"%.*s\"\n", STR_ARG(provider))};
	else
		check_note(check, "%s is missing, and nothing tells its provider",
			escape_text(check->arena, path, false).ptr);
	return 0;
}

int check_new_fill(struct check *check, const struct new_request *request,
	const struct change_set *changes, struct datetime now, struct new_migration *migration,
	struct error *reterr)
{
	const struct set_spec *spec = migration->set->spec;
	struct arena *arena = check->arena;
	bool asks = check_new_asks(spec, "transaction-missing"), wrapped = is_wrapped(spec);
	struct skeleton_values values;
	struct str_list up, down = template_names(arena, request->type, ".down.sql", "down.sql");

	migration->has_down = !request->is_baseline && wants_down(check, migration);
	migration->down = down_place_of(spec, arena, migration->name.path, &migration->name.name);
	up = template_names(
		arena, request->type, ".sql", migration->down.is_section ? "sections.sql" : "up.sql");
	if (require_body(check, request, &up, reterr) ||
		new_values_of(&values, check, request, migration, now, reterr) ||
		add_filled(
			check, migration, migration->name.path, &up, &values, asks && !wrapped, reterr) ||
		(migration->has_down &&
			add_filled(check, migration, migration->down.path, &down, &values, !wrapped, reterr)))
		return -1;
	return add_lock_file(check, changes, migration, reterr);
}
