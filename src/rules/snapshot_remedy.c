/* SPDX-License-Identifier: MIT */
#include "rules/snapshot_remedy.h"

#include "base/escape.h"

struct str snapshot_remedy(const struct subject *subject, struct str path)
{
	const struct migration_set *set = subject->set;
	struct str command = set->spec->snapshot_command;
	struct arena *arena = subject->arena;
	const char *shown = escape_shell(arena, path).ptr;

	if (command.ptr)
		return str_format(arena, "Run: %.*s && git add %s", STR_ARG(command), shown);
	if (!str_ends(set->snapshot, STR(".sql")) || subject->set_sql->other_dialect)
		return str_format(arena, "Dump the schema anew, then run: git add %s", shown);
	if (subject->sets->count > 1)
		return str_format(arena, "Run: mighook schema dump --write --set %s && git add %s",
			escape_shell(arena, set->spec->path).ptr, shown);
	return str_format(arena, "Run: mighook schema dump --write && git add %s", shown);
}
