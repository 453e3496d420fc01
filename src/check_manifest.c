/* SPDX-License-Identifier: MIT */
#include "check_manifest.h"

#include "base/below.h"
#include "base/escape.h"
#include "base/vec.h"
#include "check_set.h"
#include "migration/order.h"
#include "migration/squash.h"

/* One set's manifest while it is compared. */
struct comparison {
	struct arena *arena;
	const struct migration_set *set;
	enum version_order order;
	struct manifest manifest;
	struct set_manifest *result;
};

struct str check_manifest_version(
	struct arena *arena, const struct set_spec *spec, struct str version)
{
	struct text text = {.arena = arena};

	if (!version.len || !is_digit(version.ptr[0]))
		return (struct str){NULL, 0};
	if (spec->runner->order != ORDER_DOTTED)
		return version;
	/* what stands behind a '_' is a name there */
	for (size_t i = 0; i < version.len; i++)
		text_add_byte(&text, version.ptr[i] == '_' ? '.' : version.ptr[i]);
	return text_str(&text);
}

/* True if it may stand between quotes as it is. */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_alnum(text.ptr[i]) && !str_has(STR("._-"), text.ptr[i]))
			return false;
	return true;
}

struct manifest_point check_manifest_point(struct arena *arena, const struct set_spec *spec,
	const struct name *baseline, const struct version_ranges *replaces)
{
	struct str version = check_manifest_version(arena, spec, baseline->version);
	struct text ranges = {.arena = arena};

	for (size_t i = 0; i < replaces->count; i++)
		text_addf(&ranges, "%s%.*s..%.*s", i ? "\", \"" : "", STR_ARG(replaces->items[i].first),
			STR_ARG(replaces->items[i].last));
	return (struct manifest_point){
		.version = baseline->description.len && is_plain(baseline->description)
			? str_format(arena, "%.*s_%.*s", STR_ARG(version), STR_ARG(baseline->description))
			: version,
		.replaces = text_str(&ranges),
	};
}

static bool is_version(const struct comparison *comparison, struct str a, struct str b)
{
	return a.ptr && b.ptr &&
		str_equal(version_identity(comparison->arena, comparison->order, a),
			version_identity(comparison->arena, comparison->order, b));
}

static const struct migration_file *find_migration(
	const struct comparison *comparison, struct str version)
{
	for (size_t i = 0; i < comparison->set->migrations.count; i++) {
		const struct migration *migration = &comparison->set->migrations.items[i];

		if (migration->up && migration->up->head &&
			is_version(comparison, migration->version, version))
			return migration->up;
	}
	return NULL;
}

static bool is_listed(const struct comparison *comparison, struct str version)
{
	for (size_t i = 0; i < comparison->manifest.required.count; i++)
		if (is_version(comparison, comparison->manifest.required.items[i], version))
			return true;
	return false;
}

/* True if a squash that is there stands for it. */
static bool is_replaced(const struct comparison *comparison, struct str version)
{
	for (size_t i = 0; i < comparison->manifest.points.count; i++) {
		const struct squash_point *point = &comparison->manifest.points.items[i];

		if (version_ranges_hold(&point->replaces, comparison->order, version) &&
			find_migration(comparison, point->version))
			return true;
	}
	return false;
}

static void add_missing(struct comparison *comparison, struct str version)
{
	struct manifest_gaps *missing = &comparison->result->missing;

	if (!version.ptr || find_migration(comparison, version) || is_replaced(comparison, version))
		return;
	for (size_t i = 0; i < missing->count; i++)
		if (is_version(comparison, missing->items[i].version, version))
			return;
	*vec_push(comparison->arena, missing) = (struct manifest_gap){.version = version};
}

/* The greatest of the listed versions below it. */
static struct str predecessor(const struct comparison *comparison, struct str version)
{
	const struct str_list *required = &comparison->manifest.required;
	struct str found = {NULL, 0};

	for (size_t i = 0; i < required->count; i++)
		if (version_compare(comparison->order, required->items[i], version) < 0 &&
			(!found.ptr || version_compare(comparison->order, required->items[i], found) >= 0))
			found = required->items[i];
	return found;
}

static void add_unlisted(struct comparison *comparison, const struct migration_file *file)
{
	struct arena *arena = comparison->arena;
	struct str version = check_manifest_version(arena, comparison->set->spec, file->name.version);
	struct str baseline = comparison->manifest.baseline;

	if (!version.ptr || is_listed(comparison, version) ||
		(baseline.ptr && version_compare(comparison->order, version, baseline) < 0))
		return;
	*vec_push(arena, &comparison->result->unlisted) = (struct manifest_gap){version, file->path};
	*vec_push(arena, &comparison->result->additions.entries) = (struct manifest_entry){
		.version = version,
		.comment = file->name.description.len
			? escape_text(arena, file->name.description, /* keep_tabs= */ false)
			: (struct str){NULL, 0},
		.after = predecessor(comparison, version),
	};
}

/* The squashes of the set that no squash point tells of. */
static void add_points(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->set->squashes.count; i++) {
		const struct squash *squash = &comparison->set->squashes.items[i];
		bool is_known = !squash_is_proven(squash) || !squash->marker.replaces.count;
		struct squash_point point = {squash->file->name.version, squash->marker.replaces};

		for (size_t j = 0; j < comparison->manifest.points.count; j++)
			is_known |= is_version(
				comparison, comparison->manifest.points.items[j].version, point.version);
		if (is_known)
			continue;
		*vec_push(comparison->arena, &comparison->result->additions.points) = check_manifest_point(
			comparison->arena, comparison->set->spec, &squash->file->name, &point.replaces);
		*vec_push(comparison->arena, &comparison->manifest.points) = point;
	}
}

static int compare(struct comparison *comparison, struct error *reterr)
{
	struct set_manifest *result = comparison->result;
	const struct migration_set *set = comparison->set;
	struct ordered_files files = migration_set_in_order(set, comparison->arena);

	if (result->bytes.ptr &&
		manifest_read(
			&comparison->manifest, comparison->arena, result->bytes, result->path, reterr))
		return -1;
	for (size_t i = 0; i < files.count; i++)
		add_unlisted(comparison, files.items[i]);
	add_points(comparison);
	add_missing(comparison, comparison->manifest.baseline);
	for (size_t i = 0; i < comparison->manifest.required.count; i++)
		add_missing(comparison, comparison->manifest.required.items[i]);
	for (size_t i = 0; i < comparison->manifest.points.count; i++)
		add_missing(comparison, comparison->manifest.points.items[i].version);
	return 0;
}

static int read_manifest(struct check *check, const struct change_set *changes,
	const struct manifest_request *request, struct str path, struct str *ret, struct error *reterr)
{
	struct entry entry;

	*ret = (struct str){NULL, 0};
	if (request->in_worktree)
		return below_read(ret, check->arena, repository_worktree(check->repository), path, reterr);
	if (tree_entry(changes->head, path, &entry, reterr))
		return -1;
	return entry.mode ? tree_content(changes->head, &entry, ret, reterr) : 0;
}

static int add_set(struct check *check, const struct change_set *changes,
	const struct manifest_request *request, const struct migration_set *set,
	struct set_manifests *manifests, struct error *reterr)
{
	struct set_manifest manifest = {
		.set = set, .path = request->file.ptr ? request->file : set->spec->manifest};
	struct comparison comparison = {
		.arena = check->arena,
		.set = set,
		.order = set->spec->runner->order,
		.result = &manifest,
	};

	if (read_manifest(check, changes, request, manifest.path, &manifest.bytes, reterr) ||
		compare(&comparison, reterr))
		return -1;
	*vec_push(check->arena, manifests) = manifest;
	return 0;
}

static int no_manifest(struct check *check, const struct set_spec *spec, struct error *reterr)
{
	error_set(reterr, "the policy names no manifest%s%s", spec ? " for " : "",
		spec ? escape_text(check->arena, spec->path, false).ptr : "");
	return error_hint(reterr,
		"name it in .mighook.yaml: `sets: [{path: %s, runner: %s, manifest: "
		"migration_manifest.yaml}]`, or with --file PATH",
		spec ? escape_text(check->arena, spec->path, false).ptr : "FOLDER",
		spec ? spec->runner->name : "RUNNER");
}

/* The set that is meant, where one is; else `*ret` stays NULL. */
static int choose_set(struct check *check, const struct manifest_request *request,
	const struct set_spec **ret, struct error *reterr)
{
	size_t with_manifest = 0;

	for (size_t i = 0; i < check->specs.count; i++)
		with_manifest += check->specs.items[i].manifest.ptr != NULL;
	*ret = NULL;
	if (!request->set.ptr && !request->file.ptr && check->specs.count && with_manifest)
		return 0;
	if (!request->set.ptr && !request->file.ptr && check->specs.count > 1)
		return no_manifest(check, NULL, reterr);
	if (check_choose_set(check, request->set, ret, reterr))
		return -1;
	return request->file.ptr || (*ret)->manifest.ptr ? 0 : no_manifest(check, *ret, reterr);
}

int check_manifests(struct check *check, const struct manifest_request *request,
	struct set_manifests *ret, struct error *reterr)
{
	struct change_set *changes = arena_new(check->arena, struct change_set);
	struct set_manifests manifests = {.count = 0};
	const struct set_spec *chosen;
	struct migration_sets sets;

	if (change_set_from_everything(changes, check->repository, check->arena, reterr) ||
		check_prepare(check, changes, reterr) || choose_set(check, request, &chosen, reterr) ||
		migration_sets_load(&sets, changes, &check->specs, reterr))
		return -1;
	for (size_t i = 0; i < sets.count; i++) {
		const struct migration_set *set = &sets.items[i];

		if ((chosen ? set->spec == chosen : set->spec->manifest.ptr != NULL) &&
			add_set(check, changes, request, set, &manifests, reterr))
			return -1;
	}
	*ret = manifests;
	return 0;
}
