/* SPDX-License-Identifier: MIT */
#include "migration/squash.h"

#include "base/sha256.h"
#include "base/vec.h"

bool squash_is_proven(const struct squash *squash)
{
	const struct str hash = squash->marker.lines[MARKER_HASH].value;

	return squash_marker_is_sound(&squash->marker) &&
		squash->kept_migrations == squash->marker.count && str_ends(hash, squash->kept_hash);
}

struct str squash_kept_name(const struct set_spec *spec, struct str path)
{
	return spec->path.len && str_within(path, spec->path)
		? str_slice(path, spec->path.len + 1, path.len)
		: path;
}

static bool is_regular(const struct entry *entry)
{
	return entry && (entry->mode & MODE_TYPE) == (MODE_FILE & MODE_TYPE);
}

/* What a migration of the archive is called; false for a rollback, or what is none. */
static bool kept_migration(
	const struct set_spec *spec, struct arena *arena, struct str kept_name, struct name *ret)
{
	if (spec->down_prefix.ptr && str_starts(kept_name, spec->down_prefix) &&
		str_ends(kept_name, spec->down_suffix))
		return false;
	*ret = name_of(spec, arena, str_join_path(arena, spec->path, kept_name));
	return role_is_up(ret->role);
}

static int read_archive(const struct set_spec *spec, const struct change_set *changes,
	struct squash *squash, struct error *reterr);

/* What an archived migration stood for in its turn. A squash is older than the one that keeps it.
 */
static int read_earlier(const struct set_spec *spec, const struct change_set *changes,
	struct squash *squash, struct str content, struct error *reterr)
{
	struct squash earlier = {.file = NULL};
	struct scan scan;

	if (str_find(content, STR("SQUASH_"), 0) == content.len)
		return 0;
	scan = scan_sql(changes->arena, content, 0, content.len);
	if (!squash_marker_read(&earlier.marker, changes->arena, &scan) ||
		str_compare(earlier.marker.lines[MARKER_BASELINE].value,
			squash->marker.lines[MARKER_BASELINE].value) >= 0)
		return 0;
	if (read_archive(spec, changes, &earlier, reterr))
		return -1;
	for (size_t i = 0; i < earlier.replaced.count; i++)
		*vec_push(changes->arena, &squash->earlier) = earlier.replaced.items[i];
	for (size_t i = 0; i < earlier.earlier.count; i++)
		*vec_push(changes->arena, &squash->earlier) = earlier.earlier.items[i];
	return 0;
}

static int read_archive(const struct set_spec *spec, const struct change_set *changes,
	struct squash *squash, struct error *reterr)
{
	struct arena *arena = changes->arena;
	struct scope scope = {0};
	struct squashed_file *files;
	struct entries entries;

	if (squash->marker.lines[MARKER_BASELINE].mistake)
		return 0;
	squash->folder = squash_folder(
		arena, spec->archive, squash->marker.lines[MARKER_BASELINE].value);
	scope_add_folder(arena, &scope, squash->folder);
	scope_finish(&scope);
	if (tree_entries(changes->head, &scope, &entries, reterr))
		return -1;
	files = arena_array(arena, struct squashed_file, entries.count);
	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.items[i];
		struct str content = STR("");
		struct name name;

		/* a submodule has no bytes here */
		if (entry->mode != MODE_SUBMODULE && tree_content(changes->head, entry, &content, reterr))
			return -1;
		files[i].name = str_slice(entry->path, squash->folder.len + 1, entry->path.len);
		files[i].sha256 = sha256_hex(arena, str_with_lf(arena, content));
		if (!kept_migration(spec, arena, files[i].name, &name))
			continue;
		*vec_push(arena, &squash->replaced) = name;
		if (read_earlier(spec, changes, squash, content, reterr))
			return -1;
	}
	squash->kept = entries.count;
	squash->kept_migrations = squash->replaced.count;
	squash->kept_hash = squash_hash(arena, files, entries.count);
	return 0;
}

/* The author's own changes below the set's folder for archives. */
static int list_archive_changes(const struct set_spec *spec, const struct change_set *changes,
	struct changes *ret, struct error *reterr)
{
	struct entries head, parent;
	struct scope scope = {0};
	bool same;

	scope_add_folder(changes->arena, &scope, spec->archive);
	scope_finish(&scope);
	if (tree_same(changes->head, changes->parent, &scope, &same, reterr))
		return -1;
	if (same)
		return 0;
	return tree_entries_differing(changes->head, changes->parent, &scope, &head, &parent, reterr) ||
			change_set_list(changes, &scope, &head, &parent, ret, reterr)
		? -1
		: 0;
}

int squash_archives_change(const struct set_specs *specs, const struct change_set *changes,
	bool *ret, struct error *reterr)
{
	struct changes found = {0};

	for (size_t i = 0; i < specs->count && !found.count; i++)
		if (list_archive_changes(&specs->items[i], changes, &found, reterr))
			return -1;
	*ret = found.count > 0;
	return 0;
}

static bool is_touched(const struct changes *archive, struct str folder)
{
	for (size_t i = 0; i < archive->count && folder.ptr; i++)
		if (archive->items[i].by_author && str_within(archive->items[i].path, folder))
			return true;
	return false;
}

/* What was merged was proven then: an archive that was taken away after its time, and its marker
 * excused, makes no ordinary migration of the baseline. */
static bool stands_for_others(const struct squash *squash)
{
	return squash_is_proven(squash) ||
		(!squash->kept && squash->file->in_base && squash_marker_is_sound(&squash->marker));
}

/* Adds the squash that a file is the baseline of, if it is. */
static int read_squash(struct migration_set *set, const struct change_set *changes,
	const struct changes *archive, struct migration_file *file, struct error *reterr)
{
	struct squash squash = {.file = file};
	struct str content;
	struct scan scan;

	if (file->script) {
		scan = file->script->scan;
	} else {
		if (tree_content(changes->head, file->head, &content, reterr))
			return -1;
		if (str_find(content, STR("SQUASH_"), 0) == content.len)
			return 0;
		scan = scan_sql(changes->arena, content, 0, content.len);
	}
	if (!squash_marker_read(&squash.marker, changes->arena, &scan))
		return 0;
	if (read_archive(set->spec, changes, &squash, reterr))
		return -1;
	squash.is_asked = file->is_judged || is_touched(archive, squash.folder);
	file->is_squash = stands_for_others(&squash);
	*vec_push(changes->arena, &set->squashes) = squash;
	return 0;
}

/* What covers files that are gone: markers, the manifest, the archive. */
struct cover {
	struct manifest manifest;
	struct entries archive;
};

static int read_cover(const struct set_spec *spec, const struct change_set *changes,
	struct cover *ret, struct error *reterr)
{
	struct scope scope = {0};
	struct entry manifest;
	struct str content;

	scope_add_folder(changes->arena, &scope, spec->archive);
	scope_finish(&scope);
	if (tree_entries(changes->head, &scope, &ret->archive, reterr))
		return -1;
	if (!spec->manifest.ptr)
		return 0;
	if (tree_entry(changes->head, spec->manifest, &manifest, reterr))
		return -1;
	if (!manifest.mode)
		return 0;
	return tree_content(changes->head, &manifest, &content, reterr) ||
			manifest_read(&ret->manifest, changes->arena, content, spec->manifest, reterr)
		? -1
		: 0;
}

/* A rollback that lies outside the set has the version of what it takes back. */
static struct str version_of(
	const struct set_spec *spec, struct arena *arena, const struct migration_file *file)
{
	const struct runner *runner = spec->runner;
	struct str up;

	if (file->name.version.ptr || file->name.role != ROLE_DOWN)
		return file->name.version;
	up = runner->layout == LAYOUT_FOLDERS
		? str_format(arena, "%.*s/%s", STR_ARG(file->name.stem), runner->up_file)
		: str_format(arena, "%.*s.sql", STR_ARG(file->name.stem));
	return name_of(spec, arena, str_join_path(arena, spec->path, up)).version;
}

static bool is_replaced(
	const struct migration_set *set, const struct cover *cover, struct str version)
{
	enum version_order order = set->spec->runner->order;

	for (size_t i = 0; i < set->squashes.count; i++) {
		const struct version_ranges *replaces = &set->squashes.items[i].marker.replaces;

		if (!replaces->count || version_ranges_hold(replaces, order, version))
			return true;
	}
	return version_ranges_hold(&cover->manifest.replaced, order, version);
}

/* The name under which the archive keeps the file: its own, in a folder of its own or not. */
static bool is_kept(
	const struct set_spec *spec, const struct cover *cover, const struct migration_file *file)
{
	struct str kept_name = squash_kept_name(spec, file->path);

	for (size_t i = 0; i < cover->archive.count; i++) {
		const struct entry *copy = &cover->archive.items[i];

		if (entry_same_content(copy, file->merged) && copy->path.len > kept_name.len &&
			str_ends(copy->path, kept_name) &&
			copy->path.ptr[copy->path.len - kept_name.len - 1] == '/')
			return true;
	}
	return false;
}

static bool has_deletions(const struct migration_set *set)
{
	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->offence == MERGED_DELETED)
			return true;
	return false;
}

static int cover_deletions(
	struct migration_set *set, const struct change_set *changes, struct error *reterr)
{
	struct cover cover = {.archive = {0}};

	if (read_cover(set->spec, changes, &cover, reterr))
		return -1;
	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		file->is_archived = file->offence == MERGED_DELETED &&
			is_replaced(set, &cover, version_of(set->spec, changes->arena, file)) &&
			is_kept(set->spec, &cover, file);
	}
	return 0;
}

int squashes_read(struct migration_set *set, const struct change_set *changes, struct error *reterr)
{
	bool is_deleted = has_deletions(set);
	struct changes archive = {0};

	if (!changes->whole && !changes->only_named &&
		list_archive_changes(set->spec, changes, &archive, reterr))
		return -1;
	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		if (is_regular(file->head) && role_is_sql(file->name.role) && role_is_up(file->name.role) &&
			(file->script || is_deleted || archive.count) &&
			read_squash(set, changes, &archive, file, reterr))
			return -1;
	}
	return is_deleted ? cover_deletions(set, changes, reterr) : 0;
}

int squashes_read_all(
	struct migration_set *set, const struct change_set *changes, struct error *reterr)
{
	struct changes untouched = {0};
	struct scope scope = {0};
	struct entries archive;

	scope_add_folder(changes->arena, &scope, set->spec->archive);
	scope_finish(&scope);
	if (tree_entries(changes->head, &scope, &archive, reterr))
		return -1;
	set->squashes.count = 0;
	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		if (!is_regular(file->head) || !role_is_sql(file->name.role) ||
			!role_is_up(file->name.role))
			continue;
		if (read_squash(set, changes, &untouched, file, reterr))
			return -1;
		/* one whose archive has had its time is the first of its set */
		if (!archive.count)
			break;
	}
	return 0;
}
