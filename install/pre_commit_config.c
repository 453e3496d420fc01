/* SPDX-License-Identifier: MIT */
/*
 * The configuration of pre-commit and prek, which a team commits. pre-commit hands a hook neither
 * git's lines of a push nor more than one of its references, so that pre-push is not put there.
 */
#include "base/escape.h"
#include "base/process.h"
#include "base/release.h"
#include "install/marked_file.h"
#include "install/target.h"

#define MARKER "# mighook install --pre-commit"
#define FILE_NAME STR(".pre-commit-config.yaml")

/* Before 3.2 the stages had names of their own; from 3.2 on those of git's hooks. */
static const struct release with_new_stages = {3, 2};

static bool is_before_commit(const struct hook *hook)
{
	return !strcmp(hook->name, "pre-commit") || !strcmp(hook->name, "pre-merge-commit");
}

static bool has_old_stages(struct arena *arena)
{
	static const char *const command[] = {"pre-commit", "--version", NULL};
	struct error ignored;
	struct str output;
	int status;

	return !process_run(command, PROCESS_HIDES_ERRORS, arena, &output, &status, &ignored) &&
		!status && !release_is_at_least(release_parse(output), with_new_stages);
}

static struct str stages_of(struct arena *arena, const struct chosen_hooks *chosen)
{
	bool old = has_old_stages(arena);
	struct text text = {.arena = arena};

	for (size_t i = 0; i < chosen->count; i++)
		text_addf(
			&text, "%s%s", i ? ", " : "", chosen->items[i]->name + (old ? strlen("pre-") : 0));
	return text_str(&text);
}

static int open_configuration(
	struct marked_file *ret, const struct place *place, struct error *reterr)
{
	return marked_file_open(ret, place->arena,
		str_join_path(place->arena, place->directory->worktree, FILE_NAME), 0644, reterr);
}

/* Where items of `repos:` begin, and how far they stand in. */
static int find_repositories(const struct marked_file *file, size_t *ret_at, size_t *ret_indent,
	bool *ret_found, struct error *reterr)
{
	struct str rest = file->content, line, value;

	*ret_found = false;
	*ret_indent = 2;
	while (rest.len && str_next(&rest, '\n', &line)) {
		struct str word = str_trim(line);

		if (*ret_found && word.len && word.ptr[0] != '#') {
			if (word.ptr[0] == '-')
				*ret_indent = (size_t)(word.ptr - line.ptr);
			return 0;
		}
		if (!str_starts(line, STR("repos:")))
			continue;
		value = str_trim(str_slice(line, STR("repos:").len, line.len));
		if (value.len && value.ptr[0] != '#') {
			error_set(reterr, "%s has its repos in one line",
				escape_text(file->arena, file->path, false).ptr);
			return error_hint(reterr, "write them as a list, an item a line, and install again");
		}
		*ret_found = true;
		*ret_at = (size_t)(line.ptr - file->content.ptr) + line.len + 1;
		if (*ret_at > file->content.len)
			*ret_at = file->content.len;
	}
	return 0;
}

static void add_item(struct text *text, size_t indent, struct str stages)
{
	static const char *const lines[] = {"- repo: local", "  hooks:", "    - id: mighook",
		"      name: mighook", "      entry: mighook hook pre-commit", "      language: system",
		"      pass_filenames: false", "      always_run: true"};

	for (size_t i = 0; i < ARRAY_LENGTH(lines); i++)
		text_addf(text, "%*s%s\n", (int)indent, "", lines[i]);
	text_addf(text, "%*s      stages: [%.*s]\n", (int)indent, "", STR_ARG(stages));
}

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct arena *arena = place->arena;
	struct text lines = {.arena = arena};
	struct marked_file file;
	size_t at, indent;
	bool found;

	for (size_t i = 0; i < chosen->count; i++) {
		if (is_before_commit(chosen->items[i]))
			continue;
		error_set(reterr, "pre-commit does not hand over what %s needs", chosen->items[i]->name);
		return error_hint(reterr, "mighook install --hook %s", chosen->items[i]->name);
	}
	if (open_configuration(&file, place, reterr))
		return -1;
	*ret_where = file.path;
	if (marked_file_is_done_by_hand(&file, MARKER, (struct str){NULL, 0}))
		return 0;
	at = file.content.len;
	if (find_repositories(&file, &at, &indent, &found, reterr))
		return -1;
	if (!found)
		text_add(&lines, STR("repos:\n"));
	add_item(&lines, indent, stages_of(arena, chosen));
	return marked_file_put(&file, MARKER, text_str(&lines), at, reterr);
}

static int remove_lines(const struct place *place, struct str_list *removed, struct error *reterr)
{
	struct marked_file file;
	bool found;

	if (!place->directory->worktree.ptr)
		return 0;
	if (open_configuration(&file, place, reterr) ||
		marked_file_remove(&file, MARKER, &found, reterr))
		return -1;
	if (found)
		str_list_add(place->arena, removed, file.path);
	return 0;
}

static struct str remaining(const struct place *place)
{
	(void)place;
	return STR(
		"commit the file; pre-commit writes its hooks with: pre-commit install -t pre-commit "
		"-t pre-merge-commit; for pushes: mighook install --hook pre-push");
}

const struct target target_pre_commit = {
	.option = "pre-commit",
	.is_committed = true,
	.has_default = is_before_commit,
	.add = add,
	.remove = remove_lines,
	.remaining = remaining,
};
