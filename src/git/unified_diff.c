/* SPDX-License-Identifier: MIT */
#include "git/unified_diff.h"

#include "git/line_diff.h"

/* "3", or "3,0" where it is not one line. */
static void add_range(struct text *text, int start, int count)
{
	text_addf(text, "%d", start);
	if (count != 1)
		text_addf(text, ",%d", count);
}

int unified_diff(struct str *ret, struct arena *arena, struct str left_name, struct str left,
	struct str right_name, struct str right, struct error *reterr)
{
	struct text text = {.arena = arena};
	struct line_diff diff;

	if (line_diff(&diff, arena, left, right, reterr))
		return -1;
	if (diff.count)
		text_addf(&text, "--- %.*s\n+++ %.*s\n", STR_ARG(left_name), STR_ARG(right_name));
	for (size_t i = 0; i < diff.count; i++) {
		const struct diff_hunk *hunk = &diff.items[i];

		text_add(&text, STR("@@ -"));
		add_range(&text, hunk->old_start, hunk->old_count);
		text_add(&text, STR(" +"));
		add_range(&text, hunk->new_start, hunk->new_count);
		text_add(&text, STR(" @@\n"));
		for (size_t j = 0; j < hunk->count; j++) {
			text_add_byte(&text, hunk->items[j].origin);
			text_add(&text, hunk->items[j].text);
			text_add(&text,
				hunk->items[j].has_line_feed ? STR("\n") : STR("\n\\ No newline at end of file\n"));
		}
	}
	*ret = text_str(&text);
	return 0;
}
