/* SPDX-License-Identifier: MIT */
#include "migration/section.h"

/* True for "-- MARKER" and "-- MARKER options" at the start of the line: behind blanks both tools
 * take it for any other comment. */
static bool is_marker(const struct runner *runner, struct str line, const char *marker)
{
	struct str text, start, word = str_from(marker);

	if (!str_starts(line, STR("--")))
		return false;
	text = str_trim(str_slice(line, 2, line.len));
	start = str_slice(text, 0, word.len);
	return (runner->markers_ignore_case ? str_equal_ignoring_case(start, word)
										: str_equal(start, word)) &&
		(text.len == word.len || is_blank(text.ptr[word.len]));
}

struct sections sections_of(const struct runner *runner, struct str text)
{
	struct sections sections = {{0}, {0}};
	struct section *open = NULL;
	struct str rest = text, line;

	if (!runner->up_marker) {
		sections.up = (struct section){0, text.len, true};
		return sections;
	}
	while (str_next(&rest, '\n', &line)) {
		struct section *next = is_marker(runner, line, runner->up_marker) ? &sections.up
			: is_marker(runner, line, runner->down_marker)                ? &sections.down
																		  : NULL;
		size_t start = (size_t)(line.ptr - text.ptr);

		if (!next || next->exists)
			continue;
		if (open)
			open->to = start;
		/* The marker's own line is part of it: a comment. */
		*next = (struct section){start, text.len, true};
		open = next;
	}
	return sections;
}

bool sections_are_marked(const struct runner *runner, struct str text)
{
	struct sections sections = sections_of(runner, text);

	return runner->up_marker && (sections.up.exists || sections.down.exists);
}
