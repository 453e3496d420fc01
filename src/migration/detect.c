/* SPDX-License-Identifier: MIT */
#include "migration/detect.h"

#include "base/sort.h"
#include "base/vec.h"
#include "migration/section.h"

/* What a folder's files look like, the surest sign first. */
enum look {
	LOOK_SUPABASE, /* supabase/migrations */
	LOOK_PRISMA, /* prisma/migrations, a lock file, <digits>_x/migration.sql */
	LOOK_DIESEL, /* <digits>_x/up.sql */
	LOOK_FLYWAY, /* V1__x.sql */
	LOOK_UP_AND_DOWN, /* 1_x.up.sql: golang-migrate or sqlx */
	LOOK_VERSIONED, /* 1_x.sql: any of the others */
	LOOK_NONE,
};

struct candidate {
	struct str path;
	size_t files[LOOK_NONE]; /* how many look so */
	enum look look; /* the most of them; if as many, the surest sign */
	const struct tree *tree; /* where `first` and `last` are */
	struct entry first, last; /* LOOK_VERSIONED: files to look into */
};

struct detection {
	struct arena *arena;
	struct {
		struct candidate *items;
		size_t count, capacity;
	} candidates;
	struct str_list cargo_folders, go_folders; /* that hold a Cargo.toml, a go.mod */
};

/* Folders whose SQL is somebody else's, made to be wrong, or kept and run no more. */
static const struct str ignored_folders[] = {{"node_modules", 12}, {"vendor", 6},
	{"third_party", 11}, {"testdata", 8}, {"fixtures", 8}, {"__fixtures__", 12},
	{"test-fixtures", 13}, {"archive", 7}};

static bool is_ignored(struct str folder)
{
	struct str rest = folder, part;

	while (str_next(&rest, '/', &part))
		for (size_t i = 0; i < ARRAY_LENGTH(ignored_folders); i++)
			if (str_equal(part, ignored_folders[i]))
				return true;
	return false;
}

static bool is_telling(struct str path)
{
	struct str name;

	if (path.len > 4 &&
		str_equal_ignoring_case(str_slice(path, path.len - 4, path.len), STR(".sql")))
		return true;
	if (!path.len || (path.ptr[path.len - 1] != 'l' && path.ptr[path.len - 1] != 'd'))
		return false;
	name = str_basename(path);
	return str_equal(name, STR("migration_lock.toml")) || str_equal(name, STR("Cargo.toml")) ||
		str_equal(name, STR("go.mod"));
}

/* The path up to and with the folders `wanted` ("a/b"), where it runs through them. */
static struct str path_through(struct str path, struct str wanted)
{
	size_t at = 0;

	while ((at = str_find(path, wanted, at)) < path.len) {
		size_t end = at + wanted.len;

		if ((!at || path.ptr[at - 1] == '/') && end < path.len && path.ptr[end] == '/')
			return str_slice(path, 0, end);
		at++;
	}
	return (struct str){NULL, 0};
}

/* The path up to the first folder whose name speaks of migrations; ptr NULL if none does. */
static struct str migration_folder(struct str path)
{
	struct str rest = str_dirname(path), part;

	while (str_next(&rest, '/', &part)) {
		size_t end = (size_t)(part.ptr - path.ptr) + part.len;

		for (size_t i = 0; i + 6 <= part.len; i++)
			if (str_equal_ignoring_case(str_slice(part, i, i + 6), STR("migrat")))
				return str_slice(path, 0, end);
		if (str_equal(part, STR("drizzle")) || str_equal(part, STR("schema")))
			return str_slice(path, 0, end);
	}
	return (struct str){NULL, 0};
}

static size_t leading_digits(struct str name)
{
	size_t len = 0;

	while (len < name.len && is_digit(name.ptr[len]))
		len++;
	return len;
}

static bool looks_like_flyway(struct str name)
{
	size_t len = str_find(name, STR("__"), 0);

	if (len == name.len || len < 1)
		return false;
	if (name.ptr[0] == 'R')
		return len == 1;
	return (name.ptr[0] == 'V' || name.ptr[0] == 'U' || name.ptr[0] == 'B') && len > 1 &&
		is_digit(name.ptr[1]);
}

/* What a folder's own path says; the files of a listing share it with those beside them. */
struct folder {
	struct str path;
	bool is_ignored;
	enum look look; /* LOOK_NONE: it depends on the file */
	struct str set; /* the folder the look stands for */
	bool has_digits; /* its name starts with some */
};

static struct folder look_at_folder(struct str path)
{
	struct str within = {path.ptr, path.len + 1}; /* with the '/' that follows it */
	struct folder folder = {.path = path, .look = LOOK_SUPABASE, .is_ignored = is_ignored(path)};

	folder.has_digits = leading_digits(str_basename(path)) > 0;
	folder.set = path_through(within, STR("supabase/migrations"));
	if (folder.set.ptr)
		return folder;
	folder.look = LOOK_PRISMA;
	folder.set = path_through(within, STR("prisma/migrations"));
	if (!folder.set.ptr)
		folder.look = LOOK_NONE;
	return folder;
}

/* What one file says of the folder it stands for. */
static enum look look_at(const struct folder *folder, struct str path, struct str *ret_set)
{
	struct str name = str_slice(path, folder->path.len + (folder->path.len > 0), path.len);

	*ret_set = folder->set;
	if (folder->look != LOOK_NONE)
		return folder->look;
	*ret_set = folder->path;
	if (str_equal(name, STR("migration_lock.toml")))
		return LOOK_PRISMA;
	if (folder->has_digits) {
		bool is_prisma = str_equal(name, STR("migration.sql"));

		if (is_prisma || str_equal(name, STR("up.sql"))) {
			*ret_set = str_dirname(folder->path);
			return is_prisma ? LOOK_PRISMA : LOOK_DIESEL;
		}
	}
	if (looks_like_flyway(name)) {
		struct str top = migration_folder(path);

		if (top.ptr)
			*ret_set = top;
		return LOOK_FLYWAY;
	}
	/* A rollback lies beside either kind of up file. */
	if (!leading_digits(name) || !str_ends(name, STR(".sql")) || str_ends(name, STR(".down.sql")))
		return LOOK_NONE;
	return str_ends(name, STR(".up.sql")) ? LOOK_UP_AND_DOWN : LOOK_VERSIONED;
}

static struct candidate *candidate_of(struct detection *detection, struct str folder)
{
	struct candidate *candidate;

	/* Paths come sorted: the folder is among the last, if it is there. */
	for (size_t i = detection->candidates.count; i > 0; i--)
		if (str_equal(detection->candidates.items[i - 1].path, folder))
			return &detection->candidates.items[i - 1];
	candidate = vec_push(detection->arena, &detection->candidates);
	candidate->path = folder;
	candidate->look = LOOK_NONE;
	return candidate;
}

/* True for a file that tells the language of its folder, which is remembered. */
static bool note_language(struct detection *detection, const struct folder *folder, struct str path)
{
	bool is_rust = str_ends(path, STR("Cargo.toml"));

	if (!is_rust && !str_ends(path, STR("go.mod")))
		return false;
	str_list_add(detection->arena, is_rust ? &detection->cargo_folders : &detection->go_folders,
		folder->path);
	return true;
}

static void collect(
	struct detection *detection, const struct tree *tree, const struct entries *entries)
{
	struct folder folder = look_at_folder(STR(""));

	for (size_t i = 0; i < entries->count; i++) {
		const struct entry *entry = &entries->items[i];
		struct candidate *candidate;
		struct str set;
		enum look look;

		if (!str_equal(str_dirname(entry->path), folder.path))
			folder = look_at_folder(str_dirname(entry->path));
		if (folder.is_ignored)
			continue;
		if (note_language(detection, &folder, entry->path))
			continue;
		look = look_at(&folder, entry->path, &set);
		if (look == LOOK_NONE)
			continue;
		candidate = candidate_of(detection, set);
		candidate->files[look]++;
		if (look == LOOK_VERSIONED && (entry->mode & MODE_TYPE) == (MODE_FILE & MODE_TYPE)) {
			if (!candidate->tree)
				candidate->first = *entry;
			candidate->tree = tree;
			candidate->last = *entry;
		}
	}
}

/* One stray file does not make a folder another runner's. */
static void settle(struct candidate *candidate)
{
	for (enum look look = LOOK_SUPABASE; look < LOOK_NONE; look++)
		if (candidate->files[look] >
			(candidate->look == LOOK_NONE ? 0 : candidate->files[candidate->look]))
			candidate->look = look;
}

static int collect_from(struct detection *detection, const struct tree *head,
	const struct tree *parent, const struct scope *scope, struct error *reterr)
{
	struct entries entries;

	if (tree_entries(head, scope, &entries, reterr))
		return -1;
	collect(detection, head, &entries);
	/* A set whose last file goes away is still a set: its deletion is to be judged. */
	if (!tree_is(parent, head)) {
		if (tree_entries_unlike(parent, head, scope, &entries, reterr))
			return -1;
		collect(detection, parent, &entries);
	}
	for (size_t i = 0; i < detection->candidates.count; i++)
		settle(&detection->candidates.items[i]);
	return 0;
}

/* Length of the longest of the folders that holds the path, plus one; 0 if none does. */
static size_t nearest_folder(const struct str_list *folders, struct str path)
{
	size_t longest = 0;

	for (size_t i = 0; i < folders->count; i++)
		if ((str_within(path, folders->items[i]) || str_equal(path, folders->items[i])) &&
			folders->items[i].len + 1 > longest)
			longest = folders->items[i].len + 1;
	return longest;
}

static bool is_in_rust(const struct detection *detection, struct str path)
{
	return nearest_folder(&detection->cargo_folders, path) >
		nearest_folder(&detection->go_folders, path);
}

/* The runner whose section markers stand in the file; NULL: none. */
static int runner_marked(const struct runner **ret, const struct candidate *candidate,
	const struct entry *entry, struct error *reterr)
{
	struct str content;

	*ret = NULL;
	if (!candidate->tree)
		return 0;
	if (tree_content(candidate->tree, entry, &content, reterr))
		return -1;
	for (size_t i = 0; i < runner_count; i++)
		if (sections_are_marked(&runners[i], content))
			*ret = &runners[i];
	return 0;
}

/* The runner of a folder; NULL if it is no migration set after all. */
static int decide(const struct detection *detection, const struct candidate *candidate,
	bool is_configured, const struct runner **ret, struct error *reterr)
{
	static const char *const sure[] = {
		[LOOK_SUPABASE] = "supabase",
		[LOOK_PRISMA] = "prisma",
		[LOOK_DIESEL] = "diesel",
		[LOOK_FLYWAY] = "flyway",
	};
	struct str within = str_join_path(detection->arena, candidate->path, STR("x"));
	bool is_named = is_configured || migration_folder(within).ptr;

	*ret = NULL;
	if (candidate->look < LOOK_UP_AND_DOWN) {
		*ret = runner_find(str_from(sure[candidate->look]));
		return 0;
	}
	if (candidate->look == LOOK_UP_AND_DOWN) {
		*ret = runner_find(
			is_in_rust(detection, candidate->path) ? STR("sqlx") : STR("golang-migrate"));
		return 0;
	}
	if (!is_named)
		return 0;
	if (runner_marked(ret, candidate, &candidate->first, reterr))
		return -1;
	if (!*ret && runner_marked(ret, candidate, &candidate->last, reterr))
		return -1;
	if (*ret)
		return 0;
	if (str_equal(str_basename(candidate->path), STR("schema")) && !is_configured)
		return 0;
	*ret = runner_find(is_in_rust(detection, candidate->path) ? STR("sqlx") : STR("plain"));
	return 0;
}

/* Folders below a set whose runner owns all that is below it are part of it; below Flyway's those
 * that look like its own. */
static bool is_inside_another(const struct detection *detection, const struct candidate *candidate)
{
	for (size_t i = 0; i < detection->candidates.count; i++) {
		const struct candidate *other = &detection->candidates.items[i];

		if (other->look <= LOOK_FLYWAY && str_within(candidate->path, other->path) &&
			!str_equal(candidate->path, other->path) &&
			(other->look < LOOK_FLYWAY || candidate->look == LOOK_FLYWAY))
			return true;
	}
	return false;
}

static int compare_sets(const void *a, const void *b)
{
	return str_compare(
		((const struct detected_set *)a)->path, ((const struct detected_set *)b)->path);
}

struct scope detect_scope(struct arena *arena)
{
	struct scope scope = {.keep = is_telling};

	scope_add_folder(arena, &scope, STR(""));
	scope_finish(&scope);
	return scope;
}

int detect_sets(struct detected_sets *ret, struct arena *arena, const struct tree *head,
	const struct tree *parent, struct error *reterr)
{
	struct detection detection = {.arena = arena};
	struct scope scope = detect_scope(arena);
	struct detected_sets sets = {0};

	if (collect_from(&detection, head, parent, &scope, reterr))
		return -1;
	for (size_t i = 0; i < detection.candidates.count; i++) {
		const struct candidate *candidate = &detection.candidates.items[i];
		const struct runner *runner;

		if (is_inside_another(&detection, candidate))
			continue;
		if (decide(&detection, candidate, /* is_configured= */ false, &runner, reterr))
			return -1;
		if (runner)
			*vec_push(arena, &sets) = (struct detected_set){candidate->path, runner};
	}
	sort(sets.items, sets.count, sizeof *sets.items, compare_sets);
	*ret = sets;
	return 0;
}

int detect_runner(const struct runner **ret, struct arena *arena, struct str folder,
	const struct tree *head, const struct tree *parent, struct error *reterr)
{
	struct detection detection = {.arena = arena};
	struct scope scope = {.keep = is_telling};
	struct str above = folder;

	scope_add_folder(arena, &scope, folder);
	for (;;) {
		scope_add_file(arena, &scope, str_join_path(arena, above, STR("Cargo.toml")));
		scope_add_file(arena, &scope, str_join_path(arena, above, STR("go.mod")));
		if (!above.len)
			break;
		above = str_dirname(above);
	}
	scope_finish(&scope);
	if (collect_from(&detection, head, parent, &scope, reterr))
		return -1;
	for (size_t i = 0; i < detection.candidates.count; i++) {
		const struct candidate *candidate = &detection.candidates.items[i];

		/* Flyway's folder is guessed from names; here it is given. */
		if (str_equal(candidate->path, folder) || candidate->look == LOOK_FLYWAY)
			return decide(&detection, candidate, /* is_configured= */ true, ret, reterr);
	}
	*ret = runner_find(STR("plain"));
	return 0;
}
