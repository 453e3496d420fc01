/* SPDX-License-Identifier: MIT */
#include "lint/watched.h"

#include <fnmatch.h>

#include "base/vec.h"

/* Patterns without '/' are names of files anywhere, others paths from the top; `*` spans '/'. */
static struct str_list patterns_of(const struct policy *policy, const struct rule *rule)
{
	return rule->reads_option ? policy_option_list(policy, &rule->key, rule->reads_option)
							  : (struct str_list){0};
}

/* The file that the rule reads by its path; ptr NULL: none. */
static struct str path_of(const struct policy *policy, const struct rule *rule)
{
	struct str path = rule->reads_path_option
		? policy_option(policy, &rule->key, rule->reads_path_option)
		: str_from(rule->reads_path);

	return str_equal(path, STR("none")) ? (struct str){NULL, 0} : path;
}

/* The folder in front of the first wildcard: all that matches lies below it. */
static struct str fixed_folder(struct str pattern)
{
	size_t end = 0;

	while (end < pattern.len && !str_has(STR("*?[\\"), pattern.ptr[end]))
		end++;
	return str_dirname(str_slice(pattern, 0, end));
}

static bool has_folder(struct str pattern)
{
	return str_find(pattern, STR("/"), 0) < pattern.len;
}

/* All places where such files may be. */
static void add_places(
	const struct policy *policy, const struct rule *rule, struct arena *arena, struct scope *scope)
{
	struct str_list patterns = patterns_of(policy, rule);
	struct str own = path_of(policy, rule);

	if (own.ptr)
		scope_add_file(arena, scope, own);
	for (size_t i = 0; i < patterns.count; i++)
		scope_add_folder(arena, scope,
			has_folder(patterns.items[i]) ? fixed_folder(patterns.items[i]) : STR(""));
	scope_finish(scope);
}

void watched_scope(
	const struct policy *policy, const struct rule *rule, struct arena *arena, struct scope *scope)
{
	if (!(rule->flags & RULE_READS_UNCHANGED))
		add_places(policy, rule, arena, scope);
}

/* What is read: that path, and files that match a pattern. */
struct wanted {
	struct str path;
	struct str_list patterns;
};

static bool is_read(const struct wanted *wanted, struct arena *arena, struct str path)
{
	const char *whole = str_copy(arena, path).ptr;
	const char *name = whole + (path.len - str_basename(path).len);
	bool found = wanted->path.ptr && str_equal(path, wanted->path);

	for (size_t i = 0; i < wanted->patterns.count && !found; i++)
		found = !fnmatch(wanted->patterns.items[i].ptr,
			has_folder(wanted->patterns.items[i]) ? whole : name, /* flags= */ 0);
	return found;
}

static int read_content(
	const struct tree *tree, const struct entry *entry, struct str *ret, struct error *reterr)
{
	*ret = (struct str){NULL, 0};
	if (!entry || (entry->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return 0;
	return tree_content(tree, entry, ret, reterr);
}

static int load_all(struct watched_files *files, const struct change_set *changes,
	const struct wanted *wanted, const struct scope *scope, struct error *reterr)
{
	struct entries entries;

	if (tree_entries(changes->head, scope, &entries, reterr))
		return -1;
	for (size_t i = 0; i < entries.count; i++) {
		struct watched_file file = {.path = entries.items[i].path};

		if (!is_read(wanted, changes->arena, file.path))
			continue;
		if (read_content(changes->head, &entries.items[i], &file.after, reterr))
			return -1;
		*vec_push(changes->arena, files) = file;
	}
	return 0;
}

static int load_changed(struct watched_files *files, const struct change_set *changes,
	const struct wanted *wanted, const struct scope *scope, struct error *reterr)
{
	struct entries head, parent;
	struct changes list;

	if (tree_entries_differing(changes->head, changes->parent, scope, &head, &parent, reterr) ||
		change_set_list(changes, scope, &head, &parent, &list, reterr))
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		struct watched_file file = {.path = list.items[i].path};

		if (!list.items[i].by_author || !is_read(wanted, changes->arena, file.path))
			continue;
		if (read_content(changes->parent, list.items[i].before, &file.before, reterr) ||
			read_content(changes->head, list.items[i].after, &file.after, reterr))
			return -1;
		*vec_push(changes->arena, files) = file;
	}
	return 0;
}

int watched_load(struct watched_files *ret, const struct change_set *changes,
	const struct policy *policy, const struct rule *rule, struct error *reterr)
{
	struct wanted wanted = {path_of(policy, rule), patterns_of(policy, rule)};
	struct watched_files files = {0};
	struct scope scope = {0};
	bool all = changes->whole || rule->flags & RULE_READS_UNCHANGED;

	add_places(policy, rule, changes->arena, &scope);
	if (scope.count && !changes->only_named &&
		(all ? load_all(&files, changes, &wanted, &scope, reterr)
			 : load_changed(&files, changes, &wanted, &scope, reterr)))
		return -1;
	*ret = files;
	return 0;
}
