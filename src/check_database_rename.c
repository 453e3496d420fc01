/* SPDX-License-Identifier: MIT */
#include "check_database_rename.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"
#include "fix/plan.h"
#include "migration/history_row.h"

/* As wide as the version that was there, if that begins with zeros: tables keep numbers. */
static struct str padded(struct arena *arena, struct str version, struct str before)
{
	struct text text = {.arena = arena};

	if (!str_starts(before, STR("0")))
		return version;
	for (size_t i = version.len; i < before.len; i++)
		text_add_byte(&text, '0');
	text_add(&text, version);
	return text_str(&text);
}

/* All files of the migration, or its folder, with another stem. */
static struct moves moves_to_stem(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, struct str stem)
{
	const struct migration_file *files[] = {migration->up, migration->down};
	struct moves moves = {0};

	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		struct str before, from;
		size_t at, end;

		if (!files[i] || !files[i]->head)
			continue;
		before = str_basename(files[i]->name.stem);
		from = files[i]->path;
		at = (size_t)(before.ptr - from.ptr);
		end = at + before.len;
		if (set->spec->runner->layout == LAYOUT_FOLDERS && end < from.len && from.ptr[end] == '/')
			from = str_slice(from, 0, end);
		if (moves.count && str_equal(from, moves.items[moves.count - 1].from))
			continue;
		*vec_push(arena, &moves) = (struct move){from,
			str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(from, 0, at)), STR_ARG(stem),
				STR_ARG(str_slice(from, end, from.len)))};
	}
	return moves;
}

/* The up file's path afterwards. */
static struct str moved_path(struct arena *arena, const struct renaming *renaming)
{
	const struct move *move = &renaming->moves.items[0];

	return str_format(arena, "%.*s%.*s", STR_ARG(move->to),
		STR_ARG(str_slice(renaming->file->path, move->from.len, renaming->file->path.len)));
}

static bool is_taken(const struct migration_set *set, struct str path)
{
	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->head &&
			(str_equal(set->files.items[i]->path, path) ||
				str_within(set->files.items[i]->path, path)))
			return true;
	return false;
}

static struct str find_refusal(const struct renaming *renaming, struct arena *arena)
{
	struct name name = name_of(renaming->set->spec, arena, moved_path(arena, renaming));

	if (renaming->file->head->content.ptr)
		return STR("it is not staged: git add it first");
	if (!role_is_up(name.role) || !name.version.ptr ||
		!str_equal(history_key_text(arena, renaming->key, &name), renaming->version))
		return str_format(arena, "no file of this set can have the version %s",
			escape_text(arena, renaming->version, false).ptr);
	for (size_t i = 0; i < renaming->moves.count; i++)
		if (is_taken(renaming->set, renaming->moves.items[i].to))
			return str_format(arena, "%s is there already",
				escape_text(arena, renaming->moves.items[i].to, false).ptr);
	return (struct str){NULL, 0};
}

void renaming_find(struct renaming *renaming, struct arena *arena)
{
	const struct migration_file *file = renaming->file;
	struct name name;

	renaming->moves = renaming->key == KEY_NAME
		? moves_to_stem(renaming->set, arena, file->migration, renaming->version)
		: suggest_moves(renaming->set, arena, file->migration,
			  padded(arena, renaming->version, file->name.version));
	renaming->refusal = find_refusal(renaming, arena);
	name = name_of(renaming->set->spec, arena, moved_path(arena, renaming));
	renaming->is_unusual = file->name.is_well_formed && !name.is_well_formed;
}

struct target_name {
	struct str to;
	struct renaming *renaming;
};

static int by_name(const void *left, const void *right)
{
	const struct target_name *a = left, *b = right;
	int order = str_compare(a->to, b->to);

	return order ? order : (a->renaming > b->renaming) - (a->renaming < b->renaming);
}

static bool is_renamed(const struct renamings *renamings, const struct migration *migration)
{
	for (size_t i = 0; i < renamings->count; i++)
		if (renamings->items[i].file->migration == migration)
			return true;
	return false;
}

/* Another file may have the version, and keep it. */
static void refuse_version(
	const struct renamings *renamings, struct renaming *renaming, struct arena *arena)
{
	const struct migration_set *set = renaming->set;

	for (size_t i = 0; i < set->migrations.count && !renaming->refusal.ptr; i++) {
		const struct migration *migration = &set->migrations.items[i];

		if (migration->in_head && str_equal(migration->version, renaming->version) &&
			!is_renamed(renamings, migration))
			renaming->refusal = str_format(arena, "%s has that version",
				escape_text(arena, migration_lead(migration)->path, false).ptr);
	}
}

void renamings_compare(struct renamings *renamings, struct arena *arena)
{
	struct target_name *names;
	size_t count = 0;

	for (size_t i = 0; i < renamings->count; i++)
		count += renamings->items[i].moves.count;
	names = arena_array(arena, struct target_name, count + 1);
	count = 0;
	for (size_t i = 0; i < renamings->count; i++)
		for (size_t j = 0; j < renamings->items[i].moves.count; j++)
			names[count++] = (struct target_name){
				renamings->items[i].moves.items[j].to, &renamings->items[i]};
	sort(names, count, sizeof *names, by_name);
	for (size_t i = 0; i < renamings->count; i++)
		refuse_version(renamings, &renamings->items[i], arena);
	for (size_t i = 1; i < count; i++)
		if (str_equal(names[i].to, names[i - 1].to))
			names[i].renaming->refusal = names[i - 1].renaming->refusal = str_format(arena,
				"%s and %s would have one name",
				escape_text(arena, names[i - 1].renaming->file->path, false).ptr,
				escape_text(arena, names[i].renaming->file->path, false).ptr);
}

/* The content of the files that move, for the names in their headers. */
static int read_scripts(const struct renaming *renaming, struct arena *arena,
	const struct change_set *changes, struct error *reterr)
{
	const struct migration *migration = renaming->file->migration;
	struct migration_file *files[] = {migration->up, migration->down};
	struct str content;

	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		if (!files[i] || !files[i]->head || files[i]->script || !role_is_sql(files[i]->name.role))
			continue;
		if (tree_content(changes->head, files[i]->head, &content, reterr))
			return -1;
		files[i]->script = script_read(arena, renaming->set->spec, files[i]->name.role, content);
	}
	return 0;
}

static struct renaming *renaming_of(struct renamings *renamings, const struct rewrite *rewrite)
{
	for (size_t i = 0; i < renamings->count; i++)
		for (size_t j = 0; j < renamings->items[i].moves.count; j++)
			if (str_equal(renamings->items[i].moves.items[j].from, rewrite->from) ||
				str_within(rewrite->from, renamings->items[i].moves.items[j].from))
				return &renamings->items[i];
	return NULL;
}

static void take_refusals(struct renamings *renamings, const struct rewrites *rewrites)
{
	for (size_t i = 0; i < rewrites->count; i++) {
		struct renaming *renaming = rewrites->items[i].refusal.ptr
			? renaming_of(renamings, &rewrites->items[i])
			: NULL;

		if (renaming && !renaming->refusal.ptr)
			renaming->refusal = rewrites->items[i].refusal;
	}
}

int renamings_prepare(struct renamings *renamings, struct check *check,
	const struct change_set *changes, struct rewrites *rewrites, struct error *reterr)
{
	static const struct left_files none = {0};
	struct plan plan = {.arena = check->arena, .left = &none};

	if (repository_enter_worktree(check->repository, reterr))
		return -1;
	for (size_t i = 0; i < renamings->count; i++) {
		const struct renaming *renaming = &renamings->items[i];

		if (renaming->refusal.ptr)
			continue;
		if (read_scripts(renaming, check->arena, changes, reterr))
			return -1;
		plan_moves(&plan, renaming->set, &renaming->moves);
	}
	plan_settle(&plan);
	plan_rewrites(&plan, rewrites);
	if (rewrites_prepare(rewrites, check->repository, reterr))
		return -1;
	take_refusals(renamings, rewrites);
	return 0;
}
