/* SPDX-License-Identifier: MIT */
/*
 * Prints the staged changes of the whole repository, before what a merge brought is set aside, in
 * the form of `git diff --cached --raw -z --no-abbrev --no-renames`. With an argument everything is
 * read through the git program.
 */
#include "git/change.h"

static void print_change(struct arena *arena, const struct change *change, size_t digits)
{
	static const struct entry nothing;
	const struct entry *before = change->before ? change->before : &nothing;
	const struct entry *after = change->after ? change->after : &nothing;
	char status = 'M';

	if (!change->before)
		status = 'A';
	else if (!change->after)
		status = 'D';
	else if ((before->mode & MODE_TYPE) != (after->mode & MODE_TYPE))
		status = 'T';
	printf(":%06o %06o %s %s %c", before->mode, after->mode,
		object_id_hex(arena, &before->id, digits).ptr, object_id_hex(arena, &after->id, digits).ptr,
		status);
	putchar('\0');
	fwrite(change->path.ptr, 1, change->path.len, stdout);
	putchar('\0');
}

static int print_all(struct arena *arena, bool with_git, struct error *reterr)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct scope scope = {0};
	struct entries head, parent;
	struct change_set set;
	struct changes changes;

	scope_add_folder(arena, &scope, STR(""));
	if ((with_git ? repository_open_with_git(&repository, arena, "to", reterr)
				  : repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, reterr)) ||
		change_set_from_index(&set, repository, arena, MERGE_PARENTS_RESPECTED, reterr) ||
		tree_entries(set.head, &scope, &head, reterr) ||
		tree_entries(set.parent, &scope, &parent, reterr) ||
		change_set_list(&set, &scope, &head, &parent, &changes, reterr))
		return -1;
	for (size_t i = 0; i < changes.count; i++)
		print_change(arena, &changes.items[i], repository_digits(repository));
	return 0;
}

int main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};

	(void)argv;
	if (!print_all(&arena, argc > 1, &error))
		return 0;
	fprintf(stderr, "print_change_set: %s\n", error.message);
	return 2;
}
