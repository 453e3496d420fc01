/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "git/git_cli.h"
#include "git/rewrite.h"

/* One step that can be taken back: a rename. */
struct step {
	struct str from, to;
};

struct application {
	struct rewrites *rewrites;
	struct repository *repository;
	struct arena *arena;
	struct str *temporaries; /* of each file; ptr NULL: none */
	struct object_id *ids; /* of each file in the index, afterwards */
	struct {
		struct step *items;
		size_t count, capacity;
	} steps; /* those done */
	struct str_list backups;
};

static bool is_touched(const struct rewrite *rewrite)
{
	return rewrite->worktree_content.ptr || rewrite->is_filtered ||
		(rewrite->before.mode == MODE_EXECUTABLE && rewrite->mode == MODE_FILE);
}

/* What the filters of the path make of the new blob. */
static int filter(
	const struct application *application, size_t file, struct str *ret, struct error *reterr)
{
	const struct rewrite *rewrite = &application->rewrites->items[file];
	struct arena *arena = application->arena;
	const char *command[] = {"cat-file", "--filters",
		str_format(arena, "--path=%s", rewrite->from.ptr).ptr,
		object_id_hex(arena, &application->ids[file], repository_digits(application->repository))
			.ptr,
		NULL};
	int status;

	if (git_cli_run(arena, command, ret, &status, reterr))
		return -1;
	return status ? error_set(reterr, "git cat-file --filters failed") : 0;
}

/* The file's new bytes under a name of their own, beside it. */
static int write_temporary(struct application *application, size_t file, struct error *reterr)
{
	const struct rewrite *rewrite = &application->rewrites->items[file];
	struct str beside = rewrite->from.ptr ? rewrite->from : rewrite->to;
	struct str bytes = rewrite->worktree_content;
	mode_t mode = rewrite->from.ptr ? rewrite->status.st_mode & 07777 : 0666;

	if (!rewrite->from.ptr) {
		struct str folder = str_copy(application->arena, str_dirname(rewrite->to));
		mode_t mask = umask(0);

		umask(mask);
		mode &= ~mask;
		if (folder.len && file_make_folder(folder, reterr))
			return -1;
	}
	if (rewrite->before.mode == MODE_EXECUTABLE && rewrite->mode == MODE_FILE)
		mode &= (mode_t)~0111;
	if (rewrite->is_filtered && filter(application, file, &bytes, reterr))
		return -1;
	if (!bytes.ptr && file_read(&bytes, application->arena, rewrite->from, reterr))
		return -1;
	return file_write_beside(
		beside, bytes, mode, application->arena, &application->temporaries[file], reterr);
}

static int store(struct application *application, struct error *reterr)
{
	const struct rewrites *rewrites = application->rewrites;

	for (size_t i = 0; i < rewrites->count; i++) {
		application->ids[i] = rewrites->items[i].before.id;
		if ((rewrites->items[i].content.ptr &&
				repository_blob(application->repository, rewrites->items[i].content,
					/* keep= */ true, &application->ids[i], reterr)) ||
			((is_touched(&rewrites->items[i]) || !rewrites->items[i].from.ptr) &&
				write_temporary(application, i, reterr)))
			return -1;
	}
	return 0;
}

/* A line of `git update-index --index-info`; mode 0 takes the path out. */
static void add_line(const struct application *application, struct text *lines, uint32_t mode,
	const struct object_id *id, struct str path)
{
	text_addf(lines, "%o %s\t%.*s", mode,
		object_id_hex(application->arena, id, repository_digits(application->repository)).ptr,
		STR_ARG(path));
	text_add_byte(lines, '\0');
}

/* What the index must be told: as it is to be, or as it was. */
static struct str index_lines(const struct application *application, bool afterwards)
{
	static const struct object_id none = {{0}};
	struct text lines = {.arena = application->arena};

	for (size_t i = 0; i < application->rewrites->count; i++) {
		const struct rewrite *rewrite = &application->rewrites->items[i];
		struct str gone = afterwards ? rewrite->from : rewrite->to;

		if (gone.ptr && !str_equal(rewrite->from, rewrite->to))
			add_line(application, &lines, 0, &none, gone);
	}
	for (size_t i = 0; i < application->rewrites->count; i++) {
		const struct rewrite *rewrite = &application->rewrites->items[i];

		if (afterwards)
			add_line(application, &lines, rewrite->mode, &application->ids[i], rewrite->to);
		else if (rewrite->from.ptr)
			add_line(application, &lines, rewrite->before.mode, &rewrite->before.id, rewrite->from);
	}
	return text_str(&lines);
}

/* Why git could not write it: most often another git is at it. */
static int index_failed(const struct application *application, struct error *reterr)
{
	bool is_other;
	struct str index = repository_index_path(application->repository, &is_other);
	struct str lock = str_format(application->arena, "%.*s.lock", STR_ARG(index));

	if (access(lock.ptr, F_OK))
		return error_set(reterr, "git update-index failed: nothing was changed");
	error_set(reterr, "%s exists, so another git is at work: nothing was changed",
		escape_text(application->arena, lock, false).ptr);
	return error_hint(reterr, "run it again when that has ended; if none runs: rm %s",
		escape_shell(application->arena, lock).ptr);
}

static int write_index(const struct application *application, bool afterwards, struct error *reterr)
{
	static const char *const command[] = {"git", "update-index", "-z", "--index-info", NULL};
	struct str lines = index_lines(application, afterwards);
	struct process process;
	bool written;

	if (process_start(&process, command, reterr))
		return error_hint(reterr, "apt install git");
	written = fwrite(lines.ptr, 1, lines.len, process.input) == lines.len;
	written = !fflush(process.input) && written;
	if (process_close(&process) || !written)
		return index_failed(application, reterr);
	return 0;
}

/* Somebody staged something, or edited a file, while this ran. */
static int check_unchanged(const struct application *application, struct error *reterr)
{
	bool is_other;
	struct str index = repository_index_path(application->repository, &is_other);
	const struct stat *before = &application->rewrites->index;
	struct stat now;

	if (stat(index.ptr, &now) || now.st_ino != before->st_ino || now.st_size != before->st_size ||
		memcmp(&now.st_mtim, &before->st_mtim, sizeof now.st_mtim) != 0)
		return error_set(reterr,
			"the index has changed meanwhile: nothing was changed; run it "
			"again");
	for (size_t i = 0; i < application->rewrites->count; i++) {
		const struct rewrite *rewrite = &application->rewrites->items[i];

		if (rewrite->from.ptr &&
			(lstat(rewrite->from.ptr, &now) || now.st_ino != rewrite->status.st_ino ||
				now.st_size != rewrite->status.st_size ||
				memcmp(&now.st_mtim, &rewrite->status.st_mtim, sizeof now.st_mtim) != 0))
			return error_set(reterr, "%s has changed meanwhile: nothing was changed; run it again",
				escape_text(application->arena, rewrite->from, false).ptr);
	}
	return 0;
}

static int take_step(
	struct application *application, struct str from, struct str to, struct error *reterr)
{
	if (rename(from.ptr, to.ptr))
		return file_failed("write", to, reterr);
	*vec_push(application->arena, &application->steps) = (struct step){from, to};
	return 0;
}

/* Where a path of before is, once the folders have moved. */
static struct str moved(const struct application *application, struct str path)
{
	const struct rewrites *rewrites = application->rewrites;

	for (size_t i = 0; i < rewrites->folders.count; i++) {
		const struct folder_move *folder = &rewrites->folders.items[i];

		if (str_within(path, folder->from))
			return str_format(application->arena, "%.*s%.*s", STR_ARG(folder->to),
				STR_ARG(str_slice(path, folder->from.len, path.len)));
	}
	return path;
}

static int place_file(struct application *application, size_t file, struct error *reterr)
{
	const struct rewrite *rewrite = &application->rewrites->items[file];
	struct str from = rewrite->from.ptr ? moved(application, rewrite->from) : rewrite->from;
	struct str temporary = application->temporaries[file], backup;
	struct str folder = str_copy(application->arena, str_dirname(rewrite->to));

	if (folder.len && !str_equal(from, rewrite->to) && file_make_folder(folder, reterr))
		return -1;
	if (!temporary.ptr)
		return str_equal(from, rewrite->to) ? 0 : take_step(application, from, rewrite->to, reterr);
	temporary = moved(application, temporary);
	if (from.ptr) {
		/* the bytes of before stay there until all is done: to take it back needs no space */
		backup = str_format(application->arena, "%.*s~", STR_ARG(temporary));
		if (take_step(application, from, backup, reterr))
			return -1;
		str_list_add(application->arena, &application->backups, backup);
	}
	return take_step(application, temporary, rewrite->to, reterr);
}

static int place_files(struct application *application, struct error *reterr)
{
	const struct rewrites *rewrites = application->rewrites;

	for (size_t i = 0; i < rewrites->folders.count; i++) {
		const struct folder_move *folder = &rewrites->folders.items[i];
		struct str above = str_copy(application->arena, str_dirname(folder->to));

		if ((above.len && file_make_folder(above, reterr)) ||
			take_step(application, folder->from, folder->to, reterr))
			return -1;
	}
	for (size_t i = 0; i < rewrites->count; i++)
		if (place_file(application, i, reterr))
			return -1;
	return 0;
}

static void take_back(struct application *application)
{
	for (size_t i = application->steps.count; i > 0; i--)
		(void)rename(
			application->steps.items[i - 1].to.ptr, application->steps.items[i - 1].from.ptr);
	for (size_t i = 0; i < application->rewrites->count; i++)
		if (application->temporaries[i].ptr)
			unlink(application->temporaries[i].ptr);
}

/* So that `git diff-files` sees what git knows already. That it fails is of no importance. */
static void refresh(const struct application *application)
{
	static const char *const command[] = {"update-index", "-q", "--refresh", NULL};
	struct error ignored;
	struct str output;
	int status;

	(void)!git_cli_run(application->arena, command, &output, &status, &ignored);
}

static int apply(struct application *application, struct error *reterr)
{
	struct error error;

	if (store(application, reterr) || check_unchanged(application, reterr) ||
		write_index(application, /* afterwards= */ true, reterr)) {
		take_back(application);
		return -1;
	}
	if (place_files(application, reterr)) {
		take_back(application);
		if (write_index(application, /* afterwards= */ false, &error))
			return error_hint(reterr, "the files are as they were, the index is not: git status");
		return -1;
	}
	for (size_t i = 0; i < application->backups.count; i++)
		unlink(application->backups.items[i].ptr);
	return 0;
}

int rewrites_apply(struct rewrites *rewrites, struct repository *repository, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct application application = {
		.rewrites = rewrites,
		.repository = repository,
		.arena = arena,
		.temporaries = arena_array(arena, struct str, rewrites->count),
		.ids = arena_array(arena, struct object_id, rewrites->count),
	};
	sigset_t deadly, before;
	int result;

	if (!rewrites->count)
		return 0;
	/* an interruption waits until both are in step again */
	sigemptyset(&deadly);
	sigaddset(&deadly, SIGINT);
	sigaddset(&deadly, SIGTERM);
	sigaddset(&deadly, SIGHUP);
	sigprocmask(SIG_BLOCK, &deadly, &before);
	result = apply(&application, reterr);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (!result)
		refresh(&application);
	return result;
}
