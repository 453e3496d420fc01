/* SPDX-License-Identifier: MIT */
#include "migration/suggest.h"

#include "base/escape.h"
#include "base/vec.h"

struct str suggest_move(struct arena *arena, struct str from, struct str to)
{
	bool is_option = str_starts(from, STR("-")) || str_starts(to, STR("-"));

	return str_format(arena, "git mv %s%s %s", is_option ? "-- " : "",
		escape_shell(arena, from).ptr, escape_shell(arena, to).ptr);
}

/* The version that follows and that the runner applies later. By text "10" comes before "9": there
 * "90" is the next. */
static struct str later_version(
	const struct migration_set *set, struct arena *arena, struct str version)
{
	struct str next = version_next(arena, set->spec->version_kind, version);

	if (next.ptr && version_compare(set->spec->runner->order, next, version) <= 0)
		return str_format(arena, "%.*s0", STR_ARG(version));
	return next;
}

struct str suggest_version(const struct migration_set *set, struct arena *arena, struct str version)
{
	struct str next = version, highest = set->highest_number;
	struct datetime when;

	/* A counter goes on behind the last one; a date moves to the next free moment. */
	if (highest.ptr && !version_date(set->spec->version_kind, version, &when) &&
		version_compare(set->spec->runner->order, highest, next) > 0)
		next = highest;
	while (next.ptr && migration_set_has_version(set, arena, next))
		next = later_version(set, arena, next);
	return next.ptr ? next : version;
}

struct str suggest_version_after(
	const struct migration_set *set, struct arena *arena, struct str version, size_t count)
{
	while (count--) {
		struct str next = later_version(set, arena, version);

		if (!next.ptr)
			break;
		version = suggest_version(set, arena, next);
	}
	return version;
}

/* The path of a migration's file, or of its folder, with another version in the name. */
static void renamed(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, const struct migration_file *file, struct str version,
	struct str *ret_from, struct str *ret_to)
{
	/* A rollback of a pattern has the stem of its migration, but no version of its own. */
	const struct name *name = &migration_lead(migration)->name;
	size_t stem = (size_t)(file->name.stem.ptr - file->path.ptr), end, at;

	if (file->name.version.ptr)
		name = &file->name;
	end = stem + file->name.stem.len;
	at = stem + (name->version.ptr ? (size_t)(name->version.ptr - name->stem.ptr) : 0);
	*ret_from = file->path;
	if (set->spec->runner->layout == LAYOUT_FOLDERS && end < file->path.len &&
		file->path.ptr[end] == '/')
		*ret_from = str_slice(file->path, 0, end);
	*ret_to = str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(*ret_from, 0, at)),
		STR_ARG(version), STR_ARG(str_slice(*ret_from, at + name->version.len, ret_from->len)));
}

struct moves suggest_moves(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, struct str version)
{
	const struct migration_file *files[] = {migration->up, migration->down};
	struct moves moves = {0};

	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		struct move move;

		if (!files[i] || !files[i]->head)
			continue;
		renamed(set, arena, migration, files[i], version, &move.from, &move.to);
		if (!moves.count || !str_equal(move.from, moves.items[moves.count - 1].from))
			*vec_push(arena, &moves) = move;
	}
	return moves;
}

struct str suggest_command(struct arena *arena, const struct moves *moves)
{
	struct text command = {.arena = arena};

	for (size_t i = 0; i < moves->count; i++) {
		text_add(&command, i ? STR(" && ") : STR(""));
		text_add(&command, suggest_move(arena, moves->items[i].from, moves->items[i].to));
	}
	return text_str(&command);
}

struct str suggest_renaming(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, struct str version)
{
	struct moves moves = suggest_moves(set, arena, migration, version);

	return suggest_command(arena, &moves);
}
