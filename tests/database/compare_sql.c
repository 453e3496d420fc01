/* SPDX-License-Identifier: MIT */
/*
 * compare_sql: reads lines of three fields, FORM TAB SQL TAB SQL, where the form is query, or
 * begins with element, or says an expression of any kind, and prints for each what mighook takes
 * the two for: same, unknown, different. The byte 0x1f in a text stands for a line feed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "sql/equivalent.h"

static enum equivalence judge(struct arena *scratch, struct str form, struct str a, struct str b)
{
	if (str_starts(form, STR("element")))
		return index_element_equivalence(scratch, a, b);
	if (!str_equal(form, STR("query")))
		return expression_equivalence(scratch, a, b);
	return query_equivalence(
		scratch, &(struct view_query){.text = a}, &(struct view_query){.text = b});
}

int main(void)
{
	static const char *const words[] = {
		[EQUIVALENCE_SAME] = "same",
		[EQUIVALENCE_UNKNOWN] = "unknown",
		[EQUIVALENCE_DIFFERENT] = "different",
	};
	struct arena scratch = {0};
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		struct str rest = str_trim((struct str){line, (size_t)len}), form, a, b;

		for (ssize_t i = 0; i < len; i++)
			line[i] = line[i] == 0x1f ? '\n' : line[i];
		if (!str_next(&rest, '\t', &form) || !str_next(&rest, '\t', &a) ||
			!str_next(&rest, '\t', &b))
			return 2;
		puts(words[judge(&scratch, form, a, b)]);
		arena_reset(&scratch);
	}
	free(line);
	arena_release(&scratch);
	return 0;
}
