/* SPDX-License-Identifier: MIT */
#include "check_squash.h"

#include <sys/stat.h>

#include "base/escape.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "check_manifest.h"
#include "check_set.h"
#include "check_sets.h"
#include "check_squash_baseline.h"

struct planning {
	struct check *check;
	struct arena *arena;
	const struct squash_request *request;
	struct change_set *changes;
	struct squash_plan plan;
	struct {
		struct squashed_file *items;
		size_t count, capacity;
	} files;
	struct error *reterr;
};

#define refuse(planning, path, ...) \
	refuse_file(planning, path, str_format((planning)->arena, __VA_ARGS__).ptr)

static int refuse_file(const struct planning *planning, struct str path, const char *reason)
{
	return error_set(planning->reterr, "%s %s: nothing was squashed",
		escape_text(planning->arena, path, false).ptr, reason);
}

/* The set with its files in the index, HEAD and the protected branches. */
static int load_set(struct planning *planning)
{
	struct check *check = planning->check;
	struct migration_sets *sets = arena_new(planning->arena, struct migration_sets);
	const struct set_spec *spec;

	if (change_set_from_index(planning->changes, check->repository, planning->arena,
			MERGE_PARENTS_IGNORED, planning->reterr) ||
		check_prepare(check, planning->changes, planning->reterr) ||
		check_choose_set(check, planning->request->set, &spec, planning->reterr))
		return -1;
	if (check_load_sets(check, planning->changes, sets, planning->reterr))
		return -1;
	for (size_t i = 0; i < sets->count; i++)
		if (sets->items[i].spec == spec)
			planning->plan.set = &sets->items[i];
	return 0;
}

/* True if the user means this one: by its version, its name or its path. */
static bool is_meant(const struct planning *planning, const struct migration_file *file)
{
	enum version_order order = planning->plan.set->spec->runner->order;
	struct str upto = planning->request->upto;

	return str_equal(upto, file->path) || str_equal(upto, file->name.file) ||
		str_equal(upto, str_basename(file->name.stem)) ||
		(file->name.version.ptr && upto.len && is_digit(upto.ptr[0]) &&
			str_equal(version_identity(planning->arena, order, upto),
				version_identity(planning->arena, order, file->name.version)));
}

/* The first migrations, up to the one that is meant. */
static int choose(struct planning *planning)
{
	struct ordered_files all = migration_set_in_order(planning->plan.set, planning->arena);
	size_t count = 0;

	/* what has no version runs last, and is none of a history */
	while (all.count && !all.items[all.count - 1]->name.version.ptr)
		all.count--;
	for (size_t i = 0; i < all.count; i++)
		if (!planning->request->upto.ptr || is_meant(planning, all.items[i]))
			count = i + 1;
	planning->plan.squashed = (struct ordered_files){all.items, count};
	if (count > 1)
		return 0;
	if (!count && all.count) {
		error_set(planning->reterr, "no migration of %s is '%s'",
			escape_text(planning->arena, planning->plan.set->spec->path, false).ptr,
			escape_text(planning->arena, planning->request->upto, false).ptr);
		return error_hint(planning->reterr, "name the last one to squash by its version, as %s",
			escape_text(planning->arena, all.items[all.count - 1]->name.version, false).ptr);
	}
	return error_set(planning->reterr, "there are not two migrations to squash in %s",
		escape_text(planning->arena, planning->plan.set->spec->path, false).ptr);
}

static bool is_squashed(const struct planning *planning, const struct migration *migration)
{
	for (size_t i = 0; i < planning->plan.squashed.count; i++)
		if (planning->plan.squashed.items[i] == migration->up)
			return true;
	return false;
}

/* No two of them may have one version, unless the runner tells them by their names; and none that
 * is left may have one of theirs. */
static int check_versions(struct planning *planning)
{
	const struct migration_set *set = planning->plan.set;
	bool by_name = set->spec->unique_by_name || !strcmp(set->spec->runner->name, "prisma");

	for (size_t i = 1; i < set->by_version.count; i++) {
		const struct migration *one = set->by_version.items[i - 1];
		const struct migration *other = set->by_version.items[i];
		unsigned squashed = 0;

		/* a rollback whose migration has another name goes with that of its version */
		if (!one->up || !other->up || !str_equal(one->identity, other->identity))
			continue;
		squashed = is_squashed(planning, one) + is_squashed(planning, other);
		if (squashed && (squashed < 2 || !by_name))
			return refuse(planning, migration_lead(other)->path, "has the version of %s",
				escape_text(planning->arena, migration_lead(one)->path, false).ptr);
	}
	return 0;
}

/* What the database may not have, or git does not have as it lies here. */
static int check_file(struct planning *planning, const struct migration_file *file)
{
	struct object_id there;
	struct stat status;

	if ((file->head->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return refuse(planning, file->path, "is no regular file");
	if (!entry_equal(file->head, file->parent))
		return refuse(planning, file->path, "has changes that are not committed");
	if (lstat(file->path.ptr, &status))
		return refuse(planning, file->path, "is not in the worktree");
	if (repository_hash_file(planning->check->repository, file->path, &there, planning->reterr))
		return -1;
	if (!object_id_equal(&there, &file->head->id))
		return refuse(planning, file->path, "has unstaged changes");
	return 0;
}

static int add_file(
	struct planning *planning, const struct migration_file *file, struct str companion)
{
	struct str content, name = squash_kept_name(planning->plan.set->spec, file->path);

	if (check_file(planning, file) ||
		tree_content(planning->changes->head, file->head, &content, planning->reterr))
		return -1;
	*vec_push(planning->arena, &planning->files) = (struct squashed_file){
		.name = name, .sha256 = sha256_hex(planning->arena, str_with_lf(planning->arena, content))};
	*vec_push(planning->arena, &planning->plan.rewrites) = (struct rewrite){
		.from = str_copy(planning->arena, file->path),
		.to = str_join_path(planning->arena, planning->plan.folder, name),
		.before = *file->head,
		.content_before = content,
		.mode = file->head->mode,
		.companion = companion,
	};
	return 0;
}

/* A folder goes with all that is in it. */
static int add_folder(struct planning *planning, const struct migration_file *up)
{
	const struct migration_set *set = planning->plan.set;
	struct str folder = str_copy(planning->arena, str_dirname(up->path));

	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->head && str_within(set->files.items[i]->path, folder) &&
			add_file(planning, set->files.items[i], (struct str){NULL, 0}))
			return -1;
	*vec_push(planning->arena, &planning->plan.rewrites.folders) = (struct folder_move){folder,
		str_join_path(planning->arena, planning->plan.folder, squash_kept_name(set->spec, folder))};
	return 0;
}

/* Rollbacks of the version that no migration has the name of. */
static int add_orphans(struct planning *planning, const struct migration *migration)
{
	const struct migration_set *set = planning->plan.set;

	for (size_t i = 0; i < set->migrations.count; i++) {
		const struct migration *other = &set->migrations.items[i];

		if (!other->up && other->down->head && str_equal(other->identity, migration->identity) &&
			add_file(planning, other->down, (struct str){NULL, 0}))
			return -1;
	}
	return 0;
}

/* The migration, its rollbacks, and what its runner reads beside it. */
static int add_files(struct planning *planning, const struct migration_file *up)
{
	const struct migration_set *set = planning->plan.set;
	const struct migration_file *down = up->migration->down, *option;
	struct str unstaged = name_down_path(set->spec, planning->arena, up->path, &up->name);

	if (down && down->head)
		unstaged = (struct str){NULL, 0};
	if (add_file(planning, up, unstaged) ||
		(down && down->head && add_file(planning, down, (struct str){NULL, 0})) ||
		add_orphans(planning, up->migration))
		return -1;
	if (!set->spec->runner->opt_out_file)
		return 0;
	option = migration_set_file(set,
		str_format(planning->arena, "%.*s%s", STR_ARG(up->path), set->spec->runner->opt_out_file));
	return option && option->head ? add_file(planning, option, (struct str){NULL, 0}) : 0;
}

static int add_migration(struct planning *planning, const struct migration_file *up)
{
	if (!role_is_sql(up->name.role))
		return refuse(planning, up->path, "is no SQL");
	if (!up->migration->is_merged)
		return refuse(planning, up->path, "is not merged");
	return planning->plan.set->spec->runner->layout == LAYOUT_FOLDERS ? add_folder(planning, up)
																	  : add_files(planning, up);
}

static int require_line(
	const struct planning *planning, const char *option, struct str value, struct str *ret)
{
	*ret = str_trim(value);
	if (!ret->len)
		return error_set(planning->reterr, "a squash needs %s", option);
	for (size_t i = 0; i < ret->len; i++)
		if ((unsigned char)ret->ptr[i] < ' ')
			return error_set(planning->reterr, "%s must be one line", option);
	return 0;
}

/* The archive of the day, which must not be there: two squashes would be one. */
static int choose_folder(struct planning *planning)
{
	struct datetime now = datetime_from_seconds(planning->check->now);
	struct str date = str_format(planning->arena, "%04d-%02d-%02d", now.year, now.month, now.day);
	struct scope scope = {0};
	struct entries entries;
	struct stat status;

	planning->plan.marker.lines[MARKER_BASELINE].value = date;
	planning->plan.folder = squash_folder(planning->arena, planning->plan.set->spec->archive, date);
	if (planning->plan.set->spec->runner->searches_subfolders &&
		str_within(planning->plan.folder, planning->plan.set->spec->path))
		return refuse(planning, planning->plan.folder, "lies where %s would run what is in it",
			planning->plan.set->spec->runner->name);
	scope_add_folder(planning->arena, &scope, planning->plan.folder);
	scope_finish(&scope);
	if (tree_entries(planning->changes->head, &scope, &entries, planning->reterr))
		return -1;
	if (!entries.count && lstat(planning->plan.folder.ptr, &status))
		return 0;
	return refuse(planning, planning->plan.folder, "is there already");
}

static void fill_marker(struct planning *planning)
{
	const struct set_spec *spec = planning->plan.set->spec;
	const struct ordered_files *squashed = &planning->plan.squashed;
	struct squash_marker *marker = &planning->plan.marker;
	struct version_range all = {
		check_manifest_version(planning->arena, spec, squashed->items[0]->name.version),
		check_manifest_version(
			planning->arena, spec, squashed->items[squashed->count - 1]->name.version),
	};

	marker->count = squashed->count;
	marker->lines[MARKER_COUNT].value = str_format(planning->arena, "%zu", squashed->count);
	marker->lines[MARKER_HASH].value = str_format(planning->arena, "sha256:%.*s",
		STR_ARG(squash_hash(planning->arena, planning->files.items, planning->files.count)));
	*vec_push(planning->arena, &marker->replaces) = all;
	marker->lines[MARKER_REPLACES].value = str_format(
		planning->arena, "%.*s..%.*s", STR_ARG(all.first), STR_ARG(all.last));
}

/* Where the set has a manifest, the squash is declared in it. */
static int add_manifest(struct planning *planning)
{
	const struct set_spec *spec = planning->plan.set->spec;
	struct manifest_additions additions = {.entries = {NULL, 0, 0}};
	struct rewrite rewrite = {.from = spec->manifest, .to = spec->manifest};
	struct manifest ignored;

	if (!spec->manifest.ptr)
		return 0;
	if (tree_entry(planning->changes->head, spec->manifest, &rewrite.before, planning->reterr))
		return -1;
	if (!rewrite.before.mode)
		return 0;
	*vec_push(planning->arena, &additions.points) = check_manifest_point(
		planning->arena, spec, &planning->plan.baseline, &planning->plan.marker.replaces);
	if (tree_content(
			planning->changes->head, &rewrite.before, &rewrite.content_before, planning->reterr) ||
		manifest_read(
			&ignored, planning->arena, rewrite.content_before, spec->manifest, planning->reterr) ||
		manifest_add(&rewrite.content, planning->arena, rewrite.content_before, spec->manifest,
			&additions, planning->reterr))
		return -1;
	rewrite.from = rewrite.to = str_copy(planning->arena, spec->manifest);
	rewrite.mode = rewrite.before.mode;
	*vec_push(planning->arena, &planning->plan.rewrites) = rewrite;
	return 0;
}

int check_squash_plan(struct check *check, const struct squash_request *request,
	struct squash_plan *ret, struct error *reterr)
{
	struct planning planning = {
		.check = check,
		.arena = check->arena,
		.request = request,
		.changes = arena_new(check->arena, struct change_set),
		.reterr = reterr,
	};
	struct squash_plan *plan = &planning.plan;

	plan->changes = planning.changes;
	if (require_line(&planning, "--approved-by NAME", request->approved_by,
			&plan->marker.lines[MARKER_APPROVED_BY].value) ||
		require_line(&planning, "--reason TEXT", request->reason,
			&plan->marker.lines[MARKER_REASON].value) ||
		rewrites_start(&plan->rewrites, check->repository, reterr) || load_set(&planning) ||
		choose(&planning) || check_versions(&planning) ||
		squash_baseline_name(plan, planning.arena, request->name, reterr) ||
		repository_enter_worktree(check->repository, reterr) || choose_folder(&planning))
		return -1;
	for (size_t i = 0; i < plan->squashed.count; i++)
		if (add_migration(&planning, plan->squashed.items[i]))
			return -1;
	fill_marker(&planning);
	if (add_manifest(&planning))
		return -1;
	*vec_push(planning.arena, &plan->rewrites) = (struct rewrite){
		.to = str_copy(planning.arena, plan->path), .mode = MODE_FILE};
	if (rewrites_prepare(&plan->rewrites, check->repository, reterr))
		return -1;
	for (size_t i = 0; i < plan->rewrites.count; i++) {
		const struct rewrite *rewrite = &plan->rewrites.items[i];

		if (rewrite->refusal.ptr)
			return error_set(reterr, "%s: %.*s: nothing was squashed",
				escape_text(check->arena, rewrite->from.ptr ? rewrite->from : rewrite->to, false)
					.ptr,
				STR_ARG(rewrite->refusal));
	}
	*ret = *plan;
	return 0;
}

int check_squash_fill(struct check *check, struct squash_plan *plan,
	const struct squash_content *content, struct error *reterr)
{
	struct rewrite *baseline = &plan->rewrites.items[plan->rewrites.count - 1];

	if (squash_baseline_text(&plan->content, check->arena, plan, content, reterr))
		return -1;
	baseline->content = baseline->worktree_content = plan->content;
	return 0;
}

int check_squash_apply(struct check *check, struct squash_plan *plan, struct error *reterr)
{
	return rewrites_apply(&plan->rewrites, check->repository, reterr);
}
