/* SPDX-License-Identifier: MIT */
/*
 * Lefthook's configuration, which a team commits, extended by a file of our own (lefthook's
 * documentation, "extends"). Its commands get git's lines on standard input only where asked to
 * (`use_stdin`).
 */
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "install/marked_file.h"
#include "install/target.h"

#define MARKER "# mighook install --lefthook"
#define OWN_FOLDER STR(".lefthook")
#define OWN_FILE STR(".lefthook/mighook.yml")

/* In lefthook's own order of preference; the first one is made where there is none. */
static const char *const names[] = {"lefthook.yml", "lefthook.yaml", ".lefthook.yml",
	".lefthook.yaml", ".config/lefthook.yml", ".config/lefthook.yaml"};

/* What is written in another language than YAML has no place for a line of ours. */
static int refuse_others(const struct place *place, struct error *reterr)
{
	static const char *const others[] = {"lefthook.toml", "lefthook.json"};

	for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
		struct str path = str_join_path(
			place->arena, place->directory->worktree, str_from(others[i]));

		if (access(path.ptr, F_OK))
			continue;
		error_set(reterr, "only YAML can be extended, and lefthook is configured in %s", others[i]);
		return error_hint(reterr, "run `mighook hook pre-commit` in a command of it");
	}
	return 0;
}

static int open_configuration(
	struct marked_file *ret, const struct place *place, struct error *reterr)
{
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct str path = str_join_path(
			place->arena, place->directory->worktree, str_from(names[i]));

		if (marked_file_open(ret, place->arena, path, 0644, reterr))
			return -1;
		if (ret->exists)
			return 0;
	}
	return marked_file_open(ret, place->arena,
		str_join_path(place->arena, place->directory->worktree, str_from(names[0])), 0644, reterr);
}

/* The line `extends:` at the top level; false if there is none. */
static bool find_extends(struct str content, struct str *ret)
{
	struct str rest = content;

	while (rest.len && str_next(&rest, '\n', ret))
		if (str_starts(*ret, STR("extends:")))
			return true;
	return false;
}

/* The list's next line tells how far its items stand in. */
static struct str item_for(struct arena *arena, struct str content, size_t behind)
{
	struct str rest = str_slice(content, behind, content.len), line;
	size_t indent = 2;

	while (rest.len && str_next(&rest, '\n', &line)) {
		struct str word = str_trim(line);

		if (!word.len || word.ptr[0] == '#')
			continue;
		if (word.ptr[0] == '-')
			indent = (size_t)(word.ptr - line.ptr);
		break;
	}
	return str_format(arena, "%*s- %s\n", (int)indent, "", OWN_FILE.ptr);
}

static int extend(const struct marked_file *file, struct error *reterr)
{
	struct str line, lines = str_format(file->arena, "extends:\n  - %s\n", OWN_FILE.ptr), value;
	size_t at = file->content.len;

	if (marked_file_find(file, MARKER) < file->content.len)
		return 0;
	if (find_extends(file->content, &line)) {
		value = str_trim(str_slice(line, STR("extends:").len, line.len));
		if (value.len && value.ptr[0] != '#') {
			error_set(reterr, "%s has a list of its own in one line: %s",
				escape_text(file->arena, file->path, false).ptr,
				escape_text(file->arena, line, false).ptr);
			return error_hint(reterr, "put %s into it", OWN_FILE.ptr);
		}
		at = (size_t)(line.ptr - file->content.ptr) + line.len + 1;
		at = at < file->content.len ? at : file->content.len;
		lines = item_for(file->arena, file->content, at);
	}
	return marked_file_put(file, MARKER, lines, at, reterr);
}

static int write_own(
	const struct place *place, const struct chosen_hooks *chosen, struct error *reterr)
{
	struct text text = {.arena = place->arena};
	struct str top = place->directory->worktree;

	text_add(&text, STR(MARKER "\n"));
	for (size_t i = 0; i < chosen->count; i++) {
		const struct hook *hook = chosen->items[i];
		const char *arguments = hook->reads_stdin ? " {1} {2}"
			: !strcmp(hook->name, "commit-msg")   ? " {1}"
												  : "";

		text_addf(&text, "%s:\n  commands:\n    mighook:\n      run: |\n        %s\n%s", hook->name,
			target_guarded_line(place->arena, hook->name, arguments).ptr,
			hook->reads_stdin ? "      use_stdin: true\n" : "");
	}
	return file_make_folder(str_join_path(place->arena, top, OWN_FOLDER), reterr) ||
			file_write(str_join_path(place->arena, top, OWN_FILE), text_str(&text), 0644, reterr)
		? -1
		: 0;
}

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct chosen_hooks missing = {0};
	struct marked_file file;

	if (open_configuration(&file, place, reterr) || (!file.exists && refuse_others(place, reterr)))
		return -1;
	for (size_t i = 0; i < chosen->count; i++)
		if (!marked_file_is_done_by_hand(&file, MARKER, str_from(chosen->items[i]->name)))
			*vec_push(place->arena, &missing) = chosen->items[i];
	if (missing.count && (extend(&file, reterr) || write_own(place, &missing, reterr)))
		return -1;
	*ret_where = file.path;
	return 0;
}

static int remove_lines(const struct place *place, struct str_list *removed, struct error *reterr)
{
	struct marked_file file, own;
	struct str path;
	bool found;

	if (!place->directory->worktree.ptr)
		return 0;
	path = str_join_path(place->arena, place->directory->worktree, OWN_FILE);
	if (open_configuration(&file, place, reterr) ||
		marked_file_remove(&file, MARKER, &found, reterr) ||
		marked_file_open(&own, place->arena, path, 0644, reterr))
		return -1;
	if (found)
		str_list_add(place->arena, removed, file.path);
	if (marked_file_find(&own, MARKER) == own.content.len)
		return 0;
	if (unlink(path.ptr))
		return error_set(reterr, "cannot remove %s", escape_text(place->arena, path, false).ptr);
	/* The folder goes if it was ours alone. */
	(void)rmdir(str_join_path(place->arena, place->directory->worktree, OWN_FOLDER).ptr);
	str_list_add(place->arena, removed, path);
	return 0;
}

static struct str remaining(const struct place *place)
{
	(void)place;
	return STR("commit both files; lefthook writes its hooks anew with: lefthook install");
}

const struct target target_lefthook = {
	.option = "lefthook",
	.is_committed = true,
	.beside = ".lefthook",
	.has_default = target_has_usual_hooks,
	.add = add,
	.remove = remove_lines,
	.remaining = remaining,
};
