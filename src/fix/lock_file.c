/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"

/* What Prisma's tool itself would write; which dialect, the policy must have said. */
void mend_lock_file(const struct repair_site *site, struct mending *ret)
{
	const struct set_spec *spec = site->set->spec;
	struct str path = str_join_path(site->arena, spec->path, str_from(spec->runner->lock_file));

	if (!str_equal(site->diagnostic->path, path) || migration_set_file(site->set, path) ||
		spec->dialect != DIALECT_POSTGRESQL)
		return;
	ret->new_file = path;
	ret->new_content = STR("provider = \"postgresql\"\n");
}
