/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/sort.h"
#include "base/unicode.h"
#include "lint/rule.h"

enum { FEW = 8 };

struct folded {
	struct str folded, name; /* name: the folder's, or the path inside the set */
	const struct migration_file *file;
};

static int compare(const void *a, const void *b)
{
	const struct folded *first = a, *second = b;
	int order = str_compare(first->folded, second->folded);

	/* The one to be reported comes last: of the judged tree, and not yet merged. */
	if (!order)
		order = (first->file->head != NULL) - (second->file->head != NULL);
	if (!order)
		order = second->file->in_base - first->file->in_base;
	return order ? order : str_compare(first->name, second->name);
}

/* What a file system compares: the folder of a migration, or the file's path in the set. */
static struct str compared_name(const struct set_spec *spec, const struct migration_file *file)
{
	struct str inside = file->path, folder;
	size_t at = spec->path.len ? spec->path.len + 1 : 0;

	if (str_within(file->path, spec->path))
		inside = str_slice(file->path, at, file->path.len);
	return spec->runner->layout == LAYOUT_FOLDERS && str_next(&inside, '/', &folder) ? folder
																					 : inside;
}

static bool is_asked(const struct subject *subject, const struct migration_file *file)
{
	return file->is_judged || (file->head && !file->parent && !subject->changes->only_named);
}

static bool is_compared(const struct migration_file *file)
{
	return file->head || (file->in_tip && !file->in_base);
}

/* True if another name is the same when folded: of most the length tells that they are not. */
static bool has_double(const struct subject *subject, struct str asked)
{
	struct str folded = unicode_fold(subject->arena, asked);
	const struct migration_set *set = subject->set;

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		struct str name;

		if (!is_compared(file))
			continue;
		name = compared_name(set->spec, file);
		if (str_equal(name, asked))
			continue;
		if (str_equal_ignoring_case(name, folded) ||
			(!unicode_is_ascii(name) && str_equal(unicode_fold(subject->arena, name), folded)))
			return true;
	}
	return false;
}

/* The few names of a commit are looked for among the others; of many all are sorted. */
static bool may_collide(const struct subject *subject)
{
	const struct migration_set *set = subject->set;
	struct str name, last = {NULL, 0};
	size_t asked = 0;

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (!is_compared(file) || !is_asked(subject, file))
			continue;
		name = compared_name(set->spec, file);
		if (str_equal(name, last)) /* of one folder */
			continue;
		if (++asked > FEW || has_double(subject, name))
			return true;
		last = name;
	}
	return false;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	struct folded *names;
	size_t count = 0;

	if ((!set->is_touched && !subject->changes->whole && !subject->changes->only_named) ||
		!may_collide(subject))
		return;
	names = arena_array(subject->arena, struct folded, set->files.count);
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		struct str name = compared_name(set->spec, file);

		if (is_compared(file))
			names[count++] = (struct folded){unicode_fold(subject->arena, name), name, file};
	}
	sort(names, count, sizeof *names, compare);
	for (size_t i = 1; i < count; i++) {
		const struct folded *first = &names[i - 1], *next = &names[i];

		if (!str_equal(first->folded, next->folded) || str_equal(first->name, next->name) ||
			!next->file->head ||
			(!is_asked(subject, first->file) && !is_asked(subject, next->file)))
			continue;
		diagnostic_hint(out,
			diagnose(out, next->file, (struct span){0, 0},
				"on a file system that ignores case or Unicode form this is the same file as %s",
				escape_text(subject->arena, first->file->path, false).ptr),
			"Give one of the two another name");
	}
}

const struct rule rule_name_collision = {
	.key = {.id = "name-collision", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_NAME | RULE_ABOUT_GIT,
	.summary = "two names differ only in case or Unicode form",
	.why = "git keeps both; macOS and Windows keep one of them, so that a colleague's checkout "
		   "lacks a migration without a word.",
	.flagged = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093045_Add_Users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093046_add_user.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.remedy = "Only a `grandfather` entry excuses such a pair.",
	.source = "git-config(1), core.ignoreCase and core.precomposeUnicode",
	.check_set = check_set,
};
