/* SPDX-License-Identifier: MIT */
#include "fix/plan_names.h"

#include "base/vec.h"

static const struct str sql_ending = {".sql", 4};

static bool is_moved_by(const struct move *move, struct str path)
{
	return str_equal(path, move->from) || str_within(path, move->from);
}

static struct str moved(struct arena *arena, const struct move *move, struct str path)
{
	return str_format(
		arena, "%.*s%.*s", STR_ARG(move->to), STR_ARG(str_slice(path, move->from.len, path.len)));
}

/* True if a file is there, is about to be, or has been and is given up. */
static bool is_taken(const struct plan *plan, const struct lint *lint,
	const struct migration_set *set, struct str path)
{
	struct error ignored;
	struct entry entry;

	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->head &&
			(str_equal(set->files.items[i]->path, path) ||
				str_within(set->files.items[i]->path, path)))
			return true;
	for (size_t i = 0; i < plan->files.count; i++)
		if (plan->files.items[i].new_path.ptr &&
			(str_equal(plan->files.items[i].new_path, path) ||
				str_within(plan->files.items[i].new_path, path)))
			return true;
	return tree_entry(lint->changes->head, path, &entry, &ignored) || entry.mode;
}

/* True if every file that moves may, and has not had that name before. */
static bool may_move(struct plan *plan, const struct lint *lint, const struct migration_set *set,
	const struct move *move)
{
	bool found = false;

	if (is_taken(plan, lint, set, move->to))
		return false;
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		const struct planned_file *planned = plan_find(plan, file->path);

		if (!file->head || !is_moved_by(move, file->path))
			continue;
		found = true;
		plan_note_untouched(plan, file);
		if (!plan_may_touch(plan, file) ||
			(planned &&
				(planned->new_path.ptr || planned->edits.count ||
					str_list_contains(&planned->names, moved(plan->arena, move, file->path)))))
			return false;
	}
	return found;
}

static struct str without_ending(struct str path)
{
	struct str name = str_basename(path);

	return str_ends(name, sql_ending) ? str_slice(name, 0, name.len - sql_ending.len) : name;
}

/* What names a moved file or folder in a value names it by its new name. */
static void follow_value(struct plan *plan, struct planned_file *planned,
	const struct migration_set *set, struct str value, const struct moves *moves)
{
	const char *up_file = set->spec->runner->up_file;
	struct str named = value;

	if (up_file && str_equal(str_basename(value), str_from(up_file)))
		named = str_dirname(value);
	named = without_ending(named);
	for (size_t i = 0; i < moves->count; i++) {
		size_t from = (size_t)(named.ptr - planned->content.ptr);

		if (named.len && str_equal(named, without_ending(moves->items[i].from))) {
			edits_add(&planned->edits, plan->arena,
				(struct edit){from, from + named.len, without_ending(moves->items[i].to)});
			return;
		}
	}
}

/* The header of a file that moves, or whose partner does. */
static void follow_header(struct plan *plan, const struct migration_set *set,
	const struct migration_file *file, const struct moves *moves)
{
	static const char *const names[] = {"Migration", "Rollback"};
	struct planned_file *planned = plan_file(plan, file);
	struct planned_file view = {.content = file->script->content};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		const struct header_field *field = header_find(&file->script->header, str_from(names[i]));

		if (field)
			follow_value(plan, &view, set, field->value, moves);
	}
	if (file->script->see.ptr)
		follow_value(plan, &view, set, file->script->see, moves);
	planned->edits = view.edits;
}

/* Where the rollback would be that the index does not have. */
static struct str missing_rollback(
	const struct plan *plan, const struct migration_set *set, const struct migration_file *file)
{
	const struct migration *migration = file->migration;

	if (!migration || migration->up != file || (migration->down && migration->down->head))
		return (struct str){NULL, 0};
	return name_down_path(set->spec, plan->arena, file->path, &file->name);
}

static void plan_move(struct plan *plan, const struct migration_set *set,
	const struct migration_file *file, struct str to)
{
	struct planned_file *planned = plan_file(plan, file);

	planned->new_path = to;
	/* a folder takes all that is in it along */
	if (set->spec->runner->layout == LAYOUT_FILES && str_equal(planned->path, planned->origin))
		planned->companion = missing_rollback(plan, set, file);
}

static void take_folder(struct plan *plan, const struct move *move)
{
	for (size_t i = 0; i < plan->folders.count; i++)
		if (str_equal(plan->folders.items[i].to, move->from)) {
			plan->folders.items[i].to = str_copy(plan->arena, move->to);
			return;
		}
	*vec_push(plan->arena, &plan->folders) = (struct folder_move){
		.from = str_copy(plan->arena, move->from), .to = str_copy(plan->arena, move->to)};
}

void plan_moves(struct plan *plan, const struct migration_set *set, const struct moves *moves)
{
	for (size_t i = 0; i < moves->count; i++) {
		const struct move *move = &moves->items[i];
		bool is_folder = false;

		for (size_t j = 0; j < set->files.count; j++) {
			const struct migration_file *file = set->files.items[j];

			if (!file->head || !is_moved_by(move, file->path))
				continue;
			is_folder |= !str_equal(file->path, move->from);
			plan_move(plan, set, file, moved(plan->arena, move, file->path));
			if (file->script)
				follow_header(plan, set, file, moves);
		}
		if (is_folder)
			take_folder(plan, move);
	}
}

bool plan_take_moves(struct plan *plan, const struct lint *lint, const struct repair_site *site,
	const struct moves *moves)
{
	for (size_t i = 0; i < moves->count; i++)
		if (!may_move(plan, lint, site->set, &moves->items[i]))
			return false;
	plan_moves(plan, site->set, moves);
	return true;
}
