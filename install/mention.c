/* SPDX-License-Identifier: MIT */
#include "install/mention.h"

#define WORD STR("mighook")

/* The line without a comment of the shell, YAML, JavaScript or Pkl. */
static struct str without_comment(struct str line)
{
	line = str_trim(line);
	if (str_starts(line, STR("#")) || str_starts(line, STR("//")))
		return STR("");
	return str_slice(line, 0, str_find(line, STR(" #"), 0));
}

/* ".mighook.yaml", "mighook-db" and "pre-commit.mighook-previous" are other words. */
static bool continues_word(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '-' || byte == '.';
}

static bool is_command(struct str before)
{
	return !before.len || str_ends(before, STR("exec ")) || str_ends(before, STR("command -v "));
}

static enum mention mention_in_line(struct str line)
{
	enum mention found = MENTION_NONE;

	for (size_t at = 0; (at = str_find(line, WORD, at)) < line.len; at += WORD.len) {
		size_t end = at + WORD.len;

		if ((at && continues_word(line.ptr[at - 1])) ||
			(end < line.len && continues_word(line.ptr[end])))
			continue;
		if (is_command(str_slice(line, 0, at)))
			return MENTION_BY_PATH;
		found = MENTION_OTHER;
	}
	return found;
}

/* A line at the margin starts another section. */
static bool starts_section(struct str line)
{
	return line.len && !is_blank(line.ptr[0]) && line.ptr[0] != '#';
}

enum mention mention_of_program(struct str text, struct str section)
{
	enum mention found = MENTION_NONE;
	bool inside = !section.ptr;
	struct str line;

	/* A program has no lines; a copy of mighook under another name has the word. */
	if (str_starts(text,
			STR("\x7f"
				"ELF")))
		return str_find(text, WORD, 0) < text.len ? MENTION_OTHER : MENTION_NONE;
	while (text.len && str_next(&text, '\n', &line)) {
		enum mention here;

		if (section.ptr && starts_section(line))
			inside = str_starts(line, section) && line.len > section.len &&
				line.ptr[section.len] == ':';
		here = inside ? mention_in_line(without_comment(line)) : MENTION_NONE;
		if (here == MENTION_BY_PATH)
			return here;
		if (here)
			found = here;
	}
	return found;
}
