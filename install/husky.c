/* SPDX-License-Identifier: MIT */
/* A line in husky's hook files, which a team commits. */
#include "base/file.h"
#include "base/json.h"
#include "install/marked_file.h"
#include "install/target.h"

#define MARKER "# mighook install --husky"

/* What `husky init` writes into .husky/pre-commit, and what stands there instead where that can
 * only fail. */
#define SAMPLE(runner) \
	{ \
		runner " test\n", "# " runner " test: husky's sample, and package.json has no such script" \
	}

static const struct sample {
	const char *line, *note;
} samples[] = {SAMPLE("npm"), SAMPLE("pnpm"), SAMPLE("yarn")};

static struct str folder_of(const struct place *place)
{
	if (place->directory->husky.ptr)
		return place->directory->husky;
	return str_join_path(place->arena, place->directory->worktree, STR(".husky"));
}

static bool is_pre_commit(const struct hook *hook)
{
	return !strcmp(hook->name, "pre-commit");
}

/* True if package.json has no test script, or npm's own that only fails: with husky's sample no
 * commit would ever pass. */
static bool has_no_tests(const struct place *place)
{
	struct str path = str_join_path(place->arena, place->directory->worktree, STR("package.json"));
	_cleanup_(json_free) struct json *root = NULL;
	struct error error;
	struct str text, script;

	if (file_read(&text, place->arena, path, &error))
		return false;
	root = json_parse(text);
	if (!root)
		return false;
	script = json_text_at(root, "scripts.test");
	return !script.ptr || str_find(script, STR("no test specified"), 0) < script.len;
}

/* The sample whose note the file starts with; NULL if there is none. */
static const struct sample *noted_sample(const struct marked_file *file)
{
	for (size_t i = 0; i < ARRAY_LENGTH(samples); i++)
		if (str_starts(file->content, str_from(samples[i].note)))
			return &samples[i];
	return NULL;
}

/* The sample that the file consists of, where it can only fail; else NULL. */
static const struct sample *failing_sample(
	const struct place *place, const struct marked_file *file)
{
	for (size_t i = 0; i < ARRAY_LENGTH(samples); i++)
		if (str_equal(file->content, str_from(samples[i].line)) && has_no_tests(place))
			return &samples[i];
	return NULL;
}

static int add_line(
	const struct place *place, struct str folder, const char *hook, struct error *reterr)
{
	struct str line = str_format(
		place->arena, "%s\n", target_guarded_line(place->arena, hook, " \"$@\"").ptr);
	const struct sample *noted, *failing;
	struct marked_file file;

	if (marked_file_open(
			&file, place->arena, str_join_path(place->arena, folder, str_from(hook)), 0755, reterr))
		return -1;
	if (marked_file_is_done_by_hand(&file, MARKER, (struct str){NULL, 0}))
		return 0;
	noted = noted_sample(&file);
	failing = failing_sample(place, &file);
	if (failing)
		file.content = STR("");
	if (noted || failing)
		line = str_format(place->arena, "%s\n%s", (noted ? noted : failing)->note, line.ptr);
	return marked_file_put(&file, MARKER, line, file.content.len, reterr);
}

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct str folder = folder_of(place);

	if (file_make_folder(folder, reterr))
		return -1;
	for (size_t i = 0; i < chosen->count; i++)
		if (add_line(place, folder, chosen->items[i]->name, reterr))
			return -1;
	*ret_where = folder;
	return 0;
}

static int put_sample_back(
	struct arena *arena, struct str path, const struct sample *sample, struct error *reterr)
{
	struct marked_file file;
	struct text text = {.arena = arena};

	if (marked_file_open(&file, arena, path, 0755, reterr))
		return -1;
	text_add(&text, str_from(sample->line));
	text_add(&text, file.content);
	return file_write(path, text_str(&text), file.mode, reterr);
}

static int remove_lines(const struct place *place, struct str_list *removed, struct error *reterr)
{
	for (size_t i = 0; place->directory->worktree.ptr && i < hook_count; i++) {
		struct str path = str_join_path(place->arena, folder_of(place), str_from(hooks[i]->name));
		const struct sample *noted;
		struct marked_file file;
		bool found;

		if (marked_file_open(&file, place->arena, path, 0755, reterr) ||
			marked_file_remove(&file, MARKER, &found, reterr))
			return -1;
		if (!found)
			continue;
		noted = noted_sample(&file);
		if (noted && put_sample_back(place->arena, path, noted, reterr))
			return -1;
		str_list_add(place->arena, removed, path);
	}
	return 0;
}

static struct str remaining(const struct place *place)
{
	return place->directory->husky.ptr ? (struct str){NULL, 0}
									   : STR("husky itself is not set up here: npx husky init");
}

const struct target target_husky = {
	.option = "husky",
	.is_committed = true,
	.has_default = is_pre_commit,
	.add = add,
	.remove = remove_lines,
	.remaining = remaining,
};
