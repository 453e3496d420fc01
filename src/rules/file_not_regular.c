/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	const char *what, *command = "git rm --cached";

	if (file->name.role == ROLE_SIDE)
		return;
	switch (file->head->mode & MODE_TYPE) {
	case MODE_SYMLINK:
		what = "this is a symbolic link: git keeps a path, not SQL";
		break;
	case MODE_SUBMODULE:
		what = "this is a submodule: its files are not in this repository";
		break;
	default:
		if (file->head->mode != MODE_EXECUTABLE)
			return;
		what = "the executable bit is set: the runners read it, nobody starts it";
		command = "git update-index --chmod=-x";
		break;
	}
	diagnostic_hint(out, diagnose(out, file, (struct span){0, 0}, "%s", what), "Run: %s %s",
		command, escape_shell(subject->arena, file->path).ptr);
}

const struct rule rule_file_not_regular = {
	.key = {.id = "file-not-regular", .severity = SEVERITY_ERROR},
	.scope = 'F',
	.summary = "a migration is a symbolic link, a submodule, or executable",
	.why = "Another checkout follows a link elsewhere, or nowhere; what a submodule holds changes "
		   "without a commit here; an executable bit makes one file differ from the rest for no "
		   "reason.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql mode=100755\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow file-not-regular REASON` at the top of an executable file.",
	.source = "git-fast-import(1), modes",
	.check_file = check_file,
};
