/* SPDX-License-Identifier: MIT */
#include "rules/merged_migration.h"

#include "base/escape.h"

struct str merged_where(struct arena *arena, const struct migration_file *file)
{
	const struct protected_branch *branch = file->branch;

	struct str name = escape_text(arena, branch->name, false);

	if (!branch->is_current)
		return str_format(arena, "it is on %s", name.ptr);
	return str_format(arena,
		"it is committed on %s, and where no other copy of that branch tells what is shared, all "
		"that is committed counts as merged, also under --amend",
		name.ptr);
}

bool merged_is_allowed(const struct migration_set *set)
{
	return set->spec->immutable == IMMUTABLE_APPLIED && set->applied_is_known;
}

void merged_hint(
	struct diagnostics *out, struct diagnostic *diagnostic, const struct migration_file *file)
{
	const struct protected_branch *branch = file->branch;
	struct str source = branch->name;

	if (file->in_base && !object_id_is_none(&branch->base_commit))
		source = object_id_hex(out->arena, &branch->base_commit, 12);
	diagnostic_hint(out, diagnostic, "Run: git restore --source=%s --staged --worktree -- %s",
		escape_shell(out->arena, source).ptr, escape_shell(out->arena, file->path).ptr);
}
