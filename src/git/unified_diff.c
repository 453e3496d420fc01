/* SPDX-License-Identifier: MIT */
#include "git/unified_diff.h"

#include <git2.h>

#include "base/escape.h"

static int failed(struct error *reterr)
{
	const git_error *last = git_error_last();

	return error_set(reterr, "cannot compare two texts: %s",
		last && last->message ? last->message : "unknown reason");
}

static void close_patch(git_patch **patch)
{
	git_patch_free(*patch);
}

static int add_hunk(struct text *text, git_patch *patch, size_t index, struct error *reterr)
{
	const git_diff_hunk *hunk;
	size_t lines;

	if (git_patch_get_hunk(&hunk, &lines, patch, index))
		return failed(reterr);
	text_add(text, (struct str){hunk->header, hunk->header_len});
	for (size_t i = 0; i < lines; i++) {
		const git_diff_line *line;

		if (git_patch_get_line_in_hunk(&line, patch, index, i))
			return failed(reterr);
		/* what is said of a missing line feed begins with one and is a line of its own */
		if (str_has(STR(" +-"), line->origin))
			text_add_byte(text, line->origin);
		text_add(text, (struct str){line->content, line->content_len});
	}
	return 0;
}

static int add_patch(struct text *text, struct str left, struct str right, struct error *reterr)
{
	_cleanup_(close_patch) git_patch *patch = NULL;
	git_diff_options options = GIT_DIFF_OPTIONS_INIT;

	options.flags = GIT_DIFF_FORCE_TEXT;
	if (git_patch_from_buffers(
			&patch, left.ptr, left.len, NULL, right.ptr, right.len, NULL, &options))
		return failed(reterr);
	for (size_t i = 0; i < git_patch_num_hunks(patch); i++)
		if (add_hunk(text, patch, i, reterr))
			return -1;
	return 0;
}

int unified_diff(struct str *ret, struct arena *arena, struct str left_name, struct str left,
	struct str right_name, struct str right, struct error *reterr)
{
	struct text text = {.arena = arena};
	int code;

	if (str_equal(left, right)) {
		*ret = STR("");
		return 0;
	}
	if (git_libgit2_init() < 0)
		return failed(reterr);
	text_addf(&text, "--- %s\n+++ %s\n", escape_text(arena, left_name, false).ptr,
		escape_text(arena, right_name, false).ptr);
	code = add_patch(&text, left, right, reterr);
	git_libgit2_shutdown();
	if (code)
		return -1;
	*ret = text_str(&text);
	return 0;
}
