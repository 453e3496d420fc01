/* SPDX-License-Identifier: MIT */
#include "install/managers.h"

#include "base/file.h"
#include "base/vec.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct manager known_managers[] = {
	{
		.name = "husky",
		.install = "npx husky",
		.is_folder = true,
		.files = WORDS(".husky"),
		.keeps_stdin = true,
		.option = "husky",
		.option_files = 1,
	},
	{
		.name = "lefthook",
		.install = "lefthook install",
		.files = WORDS("lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml",
			".config/lefthook.yml", ".config/lefthook.yaml", "lefthook.toml", ".lefthook.toml",
			"lefthook.json", ".lefthook.json", "lefthook-local.yml"),
		.extension = ".lefthook/mighook.yml",
		.option = "lefthook",
		.option_files = 6,
		.markers = WORDS("lefthook"),
		.has_sections = true,
		.keeps_stdin = true,
		.line = "mighook: {run: \"mighook hook @ {0}\", use_stdin: true}",
		.where = "`commands` of @",
	},
	{
		.name = "pre-commit",
		.install = "pre-commit install --hook-type @",
		.files = WORDS(".pre-commit-config.yaml", ".pre-commit-config.yml"),
		.option = "pre-commit",
		.option_files = 1,
		.markers = WORDS("pre-commit.com", "hook-impl", "prek"),
		.line = "- {repo: local, hooks: [{id: mighook, name: mighook, language: system, "
				"entry: mighook hook @, pass_filenames: false, always_run: true, stages: [@]}]}",
		.where = "`repos`",
	},
	{
		.name = "prek",
		.install = "prek install --hook-type @",
		.files = WORDS("prek.toml"),
		.markers = WORDS("prek"),
		.line = "{repo = \"local\", hooks = [{id = \"mighook\", name = \"mighook\", "
				"language = \"system\", entry = \"mighook hook @\", pass_filenames = false, "
				"always_run = true, stages = [\"@\"]}]}",
		.where = "`repos`",
	},
	{
		.name = "overcommit",
		.install = "overcommit --install",
		.files = WORDS(".overcommit.yml"),
		.markers = WORDS("overcommit", "Overcommit"),
		.keeps_stdin = true,
		.line = "Mighook: {enabled: true, required_executable: mighook, "
				"command: [mighook, hook, @]}",
		.where = "the section of @",
	},
	{
		.name = "simple-git-hooks",
		.install = "npx simple-git-hooks",
		.files = WORDS(".simple-git-hooks.json", "simple-git-hooks.json", ".simple-git-hooks.cjs",
			"simple-git-hooks.cjs", ".simple-git-hooks.js", "simple-git-hooks.js",
			".simple-git-hooks.mjs", "simple-git-hooks.mjs", "package.json"),
		.key = "simple-git-hooks",
		.keeps_stdin = true,
		.line = "\"@\": \"mighook hook @ \\\"$@\\\"\"",
		.where = "the hooks, then run npx simple-git-hooks",
	},
	{
		.name = "hk",
		.install = "hk install",
		.files = WORDS("hk.pkl", ".config/hk.pkl"),
		.markers = WORDS("hk run"),
		.line = "[\"mighook\"] { check = \"mighook hook @\" }",
		.where = "`steps` of @",
	},
};

static bool is_folder(struct str path)
{
	struct stat status;

	return !stat(path.ptr, &status) && S_ISDIR(status.st_mode);
}

/* Adds what the file holds; false if there is none. Of a folder: its files named as hooks. */
static bool add_text(struct text *text, struct str path)
{
	struct error ignored;
	struct stat status;
	struct str content;

	if (stat(path.ptr, &status))
		return false;
	if (!file_read(&content, text->arena, path, &ignored)) {
		text_add(text, content);
		text_add_byte(text, '\n');
	}
	for (size_t i = 0; is_folder(path) && i < hook_count; i++)
		(void)add_text(text, str_join_path(text->arena, path, str_from(hooks[i]->name)));
	return true;
}

/* True if package.json says nothing of the manager. */
static bool is_unrelated(const struct manager *manager, const char *file, struct str content)
{
	return manager->key && !strcmp(file, "package.json") &&
		str_find(content, str_from(manager->key), 0) == content.len;
}

static bool find_manager(
	struct found_manager *ret, struct arena *arena, const struct manager *manager, struct str top)
{
	struct found_manager found = {.manager = manager};
	struct text text = {.arena = arena};

	for (size_t i = 0; manager->files[i]; i++) {
		struct str file = str_from(manager->files[i]);
		size_t before = text.len;

		if (!add_text(&text, str_join_path(arena, top, file)))
			continue;
		if (is_unrelated(manager, file.ptr, str_slice(text_str(&text), before, text.len))) {
			text.len = before;
			continue;
		}
		if (!found.file.ptr) {
			found.file = file;
			found.is_written = manager->option && i < manager->option_files;
		}
	}
	if (manager->extension && str_find(text_str(&text), str_from(manager->extension), 0) < text.len)
		(void)add_text(&text, str_join_path(arena, top, str_from(manager->extension)));
	found.text = text_str(&text);
	*ret = found;
	return found.file.ptr != NULL;
}

struct found_managers managers_find(struct arena *arena, struct str worktree)
{
	struct found_managers found = {0};
	struct found_manager one;

	for (size_t i = 0; worktree.ptr && i < ARRAY_LENGTH(known_managers); i++)
		if (find_manager(&one, arena, &known_managers[i], worktree))
			*vec_push(arena, &found) = one;
	return found;
}

const struct found_manager *managers_behind(
	const struct found_managers *managers, struct str hook_text)
{
	for (size_t i = 0; i < managers->count; i++) {
		const char *const *marker = managers->items[i].manager->markers;

		for (; marker && *marker; marker++)
			if (str_find(hook_text, str_from(*marker), 0) < hook_text.len)
				return &managers->items[i];
	}
	return NULL;
}

const struct found_manager *managers_running(
	const struct found_managers *managers, const struct hook *hook)
{
	for (size_t i = 0; i < managers->count; i++) {
		const struct found_manager *found = &managers->items[i];

		if ((found->manager->has_sections || !strcmp(hook->name, "pre-commit")) &&
			!found->manager->is_folder && manager_mention(found, hook))
			return found;
	}
	return NULL;
}

enum mention manager_mention(const struct found_manager *found, const struct hook *hook)
{
	struct str section = {NULL, 0};

	if (hook && found->manager->has_sections &&
		(str_ends(found->file, STR(".yml")) || str_ends(found->file, STR(".yaml"))))
		section = str_from(hook->name);
	/* Such a manager runs a hook without the lines it is to judge. */
	if (hook && hook->reads_stdin && !found->manager->keeps_stdin)
		return MENTION_NONE;
	return mention_of_program(found->text, section);
}

/* With the name in place of each '@'. */
static struct str fill(struct arena *arena, const char *pattern, const char *name)
{
	struct str rest = str_from(pattern), part;
	struct text text = {.arena = arena};

	for (size_t i = 0; str_next(&rest, '@', &part); i++) {
		/* "$@" is the shell's. */
		if (i)
			text_addf(&text, "%s", text.len && text.ptr[text.len - 1] == '$' ? "@" : name);
		text_add(&text, part);
	}
	return text_str(&text);
}

struct str manager_line(struct arena *arena, const struct found_manager *found,
	const struct hook *hook, bool *ret_is_command)
{
	const struct manager *manager = found->manager;

	*ret_is_command = true;
	/* Judged beside the manager, whose hook stays and runs first. */
	if (hook->reads_stdin && !manager->keeps_stdin)
		return str_format(arena, "mighook install --hook %s", hook->name);
	if (found->is_written && hook->by_default)
		return str_format(arena, "mighook install --%s", manager->option);
	*ret_is_command = false;
	return str_format(arena, "Add to %.*s, in %s: %s", STR_ARG(found->file),
		fill(arena, manager->where, hook->name).ptr, fill(arena, manager->line, hook->name).ptr);
}

struct str manager_install(
	struct arena *arena, const struct found_manager *found, const struct hook *hook)
{
	return fill(arena, found->manager->install, hook->name);
}
