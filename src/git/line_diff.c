/* SPDX-License-Identifier: MIT */
#include "git/line_diff.h"

#include <git2.h>

#include "base/vec.h"

struct collector {
	struct arena *arena;
	struct line_diff diff;
};

static int failed(const char *action, struct error *reterr)
{
	const git_error *last = git_error_last();

	return error_set(reterr, "cannot %s two versions of a file: %s", action,
		last && last->message ? last->message : "unknown reason");
}

static int start(struct error *reterr)
{
	return git_libgit2_init() < 0 ? failed("compare", reterr) : 0;
}

static int take_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
	struct collector *collector = payload;

	(void)delta;
	*vec_push(collector->arena, &collector->diff) = (struct diff_hunk){
		.old_start = hunk->old_start,
		.old_count = hunk->old_lines,
		.new_start = hunk->new_start,
		.new_count = hunk->new_lines,
	};
	return 0;
}

static int take_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
	const git_diff_line *line, void *payload)
{
	struct collector *collector = payload;
	struct diff_hunk *last = &collector->diff.items[collector->diff.count - 1];
	struct str text = {line->content, line->content_len};
	bool has_line_feed = str_ends(text, STR("\n"));

	(void)delta;
	(void)hunk;
	/* libgit2 also says as a line of its own that the last one has no line feed */
	if (!str_has(STR(" +-"), line->origin))
		return 0;
	text.len -= has_line_feed;
	*vec_push(collector->arena, last) = (struct diff_line){
		line->origin, str_copy(collector->arena, text), has_line_feed};
	return 0;
}

int line_diff(struct line_diff *ret, struct arena *arena, struct str before, struct str after,
	struct error *reterr)
{
	struct collector collector = {.arena = arena};
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;
	int code;

	if (start(reterr))
		return -1;
	options.flags = GIT_DIFF_FORCE_TEXT;
	code = git_diff_buffers(before.ptr, before.len, NULL, after.ptr, after.len, NULL, &options,
		NULL, NULL, take_hunk, take_line, &collector);
	if (code)
		code = failed("compare", reterr);
	git_libgit2_shutdown();
	if (code)
		return -1;
	*ret = collector.diff;
	return 0;
}

static git_merge_file_input input(struct str text)
{
	git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;

	input.ptr = text.ptr;
	input.size = text.len;
	return input;
}

int line_merge(struct str *ret, bool *ret_merged, struct arena *arena, struct str base,
	struct str ours, struct str theirs, struct error *reterr)
{
	git_merge_file_input inputs[] = {input(base), input(ours), input(theirs)};
	git_merge_file_result result = {0};

	if (start(reterr))
		return -1;
	if (git_merge_file(&result, &inputs[0], &inputs[1], &inputs[2], NULL)) {
		git_libgit2_shutdown();
		return failed("merge", reterr);
	}
	*ret_merged = result.automergeable;
	*ret = str_copy(arena, (struct str){result.ptr, result.len});
	git_merge_file_result_free(&result);
	git_libgit2_shutdown();
	return 0;
}
