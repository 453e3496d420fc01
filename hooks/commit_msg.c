/* SPDX-License-Identifier: MIT */
/*
 * githooks(5), commit-msg: before a commit is made, also by `git merge`; the argument is the file
 * that holds its message. pre-commit has judged the files: here only the message is.
 */
#include "base/file.h"
#include "git/git_cli.h"
#include "hooks/hook.h"

/* The character that starts a comment line in the message (git-config(1), core.commentChar). */
static char comment_character(struct arena *arena)
{
	static const char *const command[] = {"config", "--get", "core.commentChar", NULL};
	struct str output, line;
	struct error ignored;
	int status;

	if (git_cli_run(arena, command, &output, &status, &ignored) || status ||
		!str_next(&output, '\n', &line) || line.len != 1)
		return '#';
	return line.ptr[0];
}

static struct str without_trailing_blanks(struct str line)
{
	while (line.len && is_blank(line.ptr[line.len - 1]))
		line.len--;
	return line;
}

/* git-commit(1), --cleanup: comments go, blanks at the ends of lines (a CR is one), and all that
 * stands below the line of scissors. */
static struct str without_comments(struct arena *arena, struct str bytes)
{
	char comment = comment_character(arena);
	struct text message = {.arena = arena};
	struct str line;

	while (bytes.len && str_next(&bytes, '\n', &line)) {
		if (line.len && line.ptr[0] == comment) {
			if (str_find(line, STR(" >8 "), 0) < line.len)
				break;
			continue;
		}
		if (!message.len && !str_trim(line).len)
			continue;
		text_add(&message, without_trailing_blanks(line));
		text_add_byte(&message, '\n');
	}
	return text_str(&message);
}

static int run(struct arena *arena, const struct str_list *arguments, struct error *reterr)
{
	struct str bytes;

	if (!arguments->count) {
		error_set(reterr, "commit-msg needs the file that holds the message");
		return error_hint(reterr, "mighook hook commit-msg FILE");
	}
	if (file_read(&bytes, arena, arguments->items[0], reterr))
		return -1;
	return hook_judge_staged(arena, without_comments(arena, bytes), reterr);
}

const struct hook hook_commit_msg = {
	.name = "commit-msg",
	.run = run,
};
