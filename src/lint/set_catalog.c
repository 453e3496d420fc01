/* SPDX-License-Identifier: MIT */
#include "lint/set_catalog.h"

#include "migration/order.h"
#include "schema/replay.h"

int set_catalog_read(struct catalog **ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct set_sql *set_sql, struct error *reterr)
{
	struct ordered_files files = migration_set_in_order(set, arena);
	struct catalog *catalog = catalog_new(arena);

	(void)changes;
	(void)reterr;
	for (size_t i = 0; i < files.count; i++)
		for (size_t j = 0; j < set_sql->texts.count; j++)
			if (set_sql->texts.items[j]->file == files.items[i] &&
				!set_sql->texts.items[j]->is_down)
				catalog_replay(catalog, set_sql->texts.items[j]);
	*ret = catalog;
	return 0;
}
