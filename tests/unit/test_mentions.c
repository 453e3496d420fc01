/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "lint/mentions.h"

enum { FACTS = 1000, TEXTS = 2 };

static const struct str none = {NULL, 0};

/* Each text creates and drops the same columns, each of a table of its own. */
static struct sql *text_of(struct arena *arena)
{
	struct sql *sql = arena_new(arena, struct sql);

	sql->facts.items = arena_array(arena, struct fact, 2 * FACTS);
	sql->facts.count = 2 * FACTS;
	for (size_t i = 0; i < FACTS; i++) {
		struct fact fact = {.act = ACT_CREATE, .kind = KIND_COLUMN};

		fact.object.name = str_format(arena, "column%zu", i);
		fact.table.name = str_format(arena, "table%zu", i);
		sql->facts.items[2 * i] = fact;
		fact.act = ACT_DROP;
		sql->facts.items[2 * i + 1] = fact;
	}
	return sql;
}

static size_t count(
	const struct mentioned_facts *found, const struct sql *sql, enum act act, struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < found->count; i++)
		count += found->items[i].fact->act == act && (!sql || found->items[i].sql == sql) &&
			str_equal(found->items[i].fact->object.name, name);
	return count;
}

/* All that is looked for is found, and hardly anything besides: what a rule asks of each of many
 * facts must not cost a look at all of them. */
static void test_find__costs_what_it_finds(void **state)
{
	struct sql *texts[TEXTS] = {text_of(*state), text_of(*state)};
	struct mentions mentions = mentions_of(*state, texts, TEXTS);
	size_t looked_at = 0;

	for (size_t i = 0; i < FACTS; i++) {
		const struct fact *fact = &texts[1]->facts.items[2 * i];
		struct str name = fact->object.name, table = fact->table.name;
		struct mentioned_facts found[] = {
			mentions_find(&mentions, MENTION_MADE, name, none, NULL),
			mentions_find(&mentions, MENTION_MADE, name, table, NULL),
			mentions_find(&mentions, MENTION_MADE, name, none, texts[1]),
			mentions_find(&mentions, MENTION_MADE, name, table, texts[1]),
			mentions_find(&mentions, MENTION_REMOVED, name, none, texts[1]),
			mentions_find(&mentions, MENTION_REMOVED, name, table, texts[1]),
			mentions_find(&mentions, MENTION_CHANGED, name, none, NULL),
			mentions_find(&mentions, MENTION_CHANGED, table, none, NULL),
		};

		assert_int_equal(count(&found[0], NULL, ACT_CREATE, name), TEXTS);
		assert_int_equal(count(&found[1], NULL, ACT_CREATE, name), TEXTS);
		assert_int_equal(count(&found[2], texts[1], ACT_CREATE, name), 1);
		assert_int_equal(count(&found[3], texts[1], ACT_CREATE, name), 1);
		assert_int_equal(count(&found[4], texts[1], ACT_DROP, name), 1);
		assert_int_equal(count(&found[5], texts[1], ACT_DROP, name), 1);
		assert_int_equal(count(&found[6], NULL, ACT_DROP, name), TEXTS);
		assert_int_equal(count(&found[7], NULL, ACT_DROP, name), TEXTS);
		for (size_t j = 0; j < ARRAY_LENGTH(found); j++)
			looked_at += found[j].count;
	}
	assert_true(looked_at < (size_t)10 * 8 * FACTS);
}

static void test_find__knows_new_names_and_temporary_tables(void **state)
{
	struct fact facts[] = {
		{.act = ACT_RENAME, .kind = KIND_TABLE, .object = {none, STR("a")}, .new_name = STR("b")},
		{.act = ACT_CREATE,
			.kind = KIND_TABLE,
			.object = {none, STR("c")},
			.flags = FACT_TEMPORARY},
	};
	struct sql sql = {.facts = {facts, ARRAY_LENGTH(facts), ARRAY_LENGTH(facts)}};
	struct sql *texts[] = {&sql};
	struct mentions mentions = mentions_of(*state, texts, 1);
	struct mentioned_facts found = mentions_find(&mentions, MENTION_MADE, STR("b"), none, NULL);

	assert_int_equal(count(&found, &sql, ACT_RENAME, STR("a")), 1);
	found = mentions_find(&mentions, MENTION_TEMPORARY, STR("c"), none, &sql);
	assert_int_equal(count(&found, &sql, ACT_CREATE, STR("c")), 1);
	found = mentions_find(&mentions, MENTION_MADE, STR(""), none, NULL);
	assert_int_equal(found.count, 0);
	found = mentions_find(&(struct mentions){.hash_count = 0}, MENTION_MADE, STR("b"), none, NULL);
	assert_int_equal(found.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_find__costs_what_it_finds),
		with_arena(test_find__knows_new_names_and_temporary_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
