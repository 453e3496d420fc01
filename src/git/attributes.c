/* SPDX-License-Identifier: MIT */
#include "git/attributes.h"

int path_attributes_of(
	struct path_attributes *ret, struct arena *arena, struct str path, struct error *reterr)
{
	static const char *const names[] = {[ATTRIBUTE_FILTER] = "filter",
		[ATTRIBUTE_WORKTREE_ENCODING] = "working-tree-encoding",
		[ATTRIBUTE_TEXT] = "text",
		[ATTRIBUTE_EOL] = "eol"};
	const char *command[] = {"check-attr", "-z", names[0], names[1], names[2], names[3], "--",
		str_copy(arena, path).ptr, NULL};
	struct path_attributes attributes = {0};
	struct str output, of, name, value;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git check-attr failed");
	while (output.len && str_next(&output, '\0', &of) && str_next(&output, '\0', &name) &&
		str_next(&output, '\0', &value))
		for (size_t i = 0; i < PATH_ATTRIBUTE_COUNT; i++)
			if (str_equal(name, str_from(names[i])) && !str_equal(value, STR("unspecified")) &&
				!str_equal(value, STR("unset")))
				attributes.values[i] = value;
	*ret = attributes;
	return 0;
}
