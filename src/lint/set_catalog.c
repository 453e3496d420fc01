/* SPDX-License-Identifier: MIT */
#include "lint/set_catalog.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/sort.h"
#include "lint/catalog_cache.h"
#include "lint/sql_memory.h"
#include "migration/order.h"
#include "schema/replay.h"
#include "schema/unknown.h"

/* To replay fewer files anew costs less than to write down what they lead to. */
enum { WORTH_KEEPING = 8 };

struct known_text {
	struct sql *sql;
	size_t number; /* among the texts of the set */
};

static int compare_paths(const void *left, const void *right)
{
	const struct known_text *a = left, *b = right;

	return str_compare(a->sql->file->path, b->sql->file->path);
}

static int compare_path(const void *path, const void *text)
{
	return str_compare(
		*(const struct str *)path, ((const struct known_text *)text)->sql->file->path);
}

/* Those that were read already, or are being read, because they are judged or new. */
static void take_known(
	struct up_text *texts, size_t count, const struct set_sql *set_sql, struct arena *arena)
{
	struct known_text *known = arena_array(arena, struct known_text, set_sql->texts.count + 1);
	size_t known_count = 0;

	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (!set_sql->texts.items[i]->is_down)
			known[known_count++] = (struct known_text){set_sql->texts.items[i], i};
	sort(known, known_count, sizeof *known, compare_paths);
	for (size_t i = 0; i < count; i++) {
		const struct known_text *found = bsearch(
			&texts[i].file->path, known, known_count, sizeof *known, compare_path);

		texts[i].sql = found ? found->sql : NULL;
		texts[i].number = found ? found->number : 0;
	}
}

/* How many of the first files nobody judges, are merged, and are in the repository. What is not
 * merged makes objects that count as new, and what is kept does not tell which. */
static size_t count_settled(const struct up_text *texts, size_t count)
{
	size_t settled = 0;

	while (settled < count && !texts[settled].file->is_judged && texts[settled].file->in_base &&
		!texts[settled].file->head->content.ptr)
		settled++;
	return settled;
}

/* False if the content of one of them is not here. */
static bool replay(struct catalog *catalog, const struct set_sql *set_sql,
	const struct up_text *texts, size_t count)
{
	bool is_whole = true;

	for (size_t i = 0; i < count; i++) {
		set_sql_await(set_sql, texts[i].number);
		if (texts[i].sql)
			catalog_replay(catalog, texts[i].sql);
		if (texts[i].is_missing)
			catalog_mark_all_unknown(catalog);
		is_whole &= !texts[i].is_missing;
	}
	return is_whole;
}

int set_catalog_read(struct catalog **ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct set_sql *set_sql, enum catalog_source source,
	struct error *reterr)
{
	struct ordered_files files = migration_set_in_order(set, arena);
	struct up_text *texts = arena_array(arena, struct up_text, files.count + 1);
	struct catalog_memory *memory = changes->sql_memory ? sql_memory_catalogs(changes->sql_memory)
														: NULL;
	struct catalog_history history;
	struct catalog *catalog;
	size_t settled, kept = 0, worth_keeping = WORTH_KEEPING;

	for (size_t i = 0; i < files.count; i++)
		texts[i].file = files.items[i];
	take_known(texts, files.count, set_sql, arena);
	settled = source == CATALOG_REPLAYED ? 0 : count_settled(texts, files.count);
	if (memory) {
		catalog = catalog_memory_load(memory, arena, set, texts, settled, &kept);
	} else {
		history = catalog_history_of(arena, changes, set, texts, settled);
		catalog = catalog_history_load(&history, &kept);
	}
	if (!catalog)
		catalog = catalog_new(arena);
	if (set_sql_read_up(texts + kept, files.count - kept, arena, changes, set, reterr))
		return -1;
	/* in memory the texts are at hand: only the replay is saved, and writing costs more and more */
	if (memory)
		worth_keeping += settled / 64;
	if (replay(catalog, set_sql, texts + kept, settled - kept) && settled - kept >= worth_keeping) {
		if (memory)
			catalog_memory_store(memory, arena, set, texts, settled, catalog);
		else
			catalog_history_store(&history, catalog);
	}
	(void)replay(catalog, set_sql, texts + settled, files.count - settled);
	*ret = catalog;
	return 0;
}

int set_catalog_verify(
	const struct catalog *catalog, const struct repository *repository, struct error *reterr)
{
	struct arena *arena = catalog->arena;
	struct str folder;

	if (!catalog->is_damaged)
		return 0;
	folder = str_join_path(arena, repository_common_directory(repository), STR("mighook"));
	error_set(reterr, "what was kept of earlier migrations in %s is damaged",
		escape_text(arena, folder, false).ptr);
	return error_hint(reterr, "rm -r %s", escape_shell(arena, folder).ptr);
}
