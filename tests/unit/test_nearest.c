/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/nearest.h"

/* The nearest of the words separated by blanks. */
static struct str nearest(struct arena *arena, const char *word, const char *words)
{
	struct str rest = str_from(words), candidate;
	struct str_list candidates = {0};

	while (str_next(&rest, ' ', &candidate))
		str_list_add(arena, &candidates, candidate);
	return nearest_word(arena, str_from(word), &candidates);
}

static void test_nearest__one_edit_of_each_kind(void **state)
{
	static const char words[] = "runner dialect snapshot manifest";

	assert_text(nearest(*state, "runer", words), "runner");
	assert_text(nearest(*state, "runnner", words), "runner");
	assert_text(nearest(*state, "ranner", words), "runner");
	assert_text(nearest(*state, "urnner", words), "runner");
	assert_text(nearest(*state, "snaphsot", words), "snapshot");
	assert_text(nearest(*state, "manifets", words), "manifest");
}

static void test_nearest__ignores_the_case_of_letters(void **state)
{
	assert_text(nearest(*state, "SNAPSHOT", "runner snapshot"), "snapshot");
	assert_text(nearest(*state, "Runer", "runner snapshot"), "runner");
}

static void test_nearest__takes_the_fewest_edits(void **state)
{
	assert_text(nearest(*state, "protectd", "projected protected"), "protected");
	assert_text(
		nearest(*state, "name-malformd", "name-malformed name-collision"), "name-malformed");
	assert_text(nearest(*state, "exact", "exacts exact exac"), "exact");
}

static void test_nearest__takes_the_fewest_edits_in_any_order(void **state)
{
	/* "data" -> "date" is one edit, "data" -> "database" is four. */
	assert_text(nearest(*state, "data", "database date"), "date");
	assert_text(nearest(*state, "data", "date database"), "date");
}

static void test_nearest__counts_a_beginning_as_near(void **state)
{
	assert_text(nearest(*state, "sever", "fields severity"), "severity");
	assert_text(nearest(*state, "snap", "fields snapshot-command"), "snapshot-command");
}

static void test_nearest__is_none_for_what_cannot_be_meant(void **state)
{
	assert_none(nearest(*state, "zebra", "runner dialect snapshot"));
	assert_none(nearest(*state, "", "runner"));
	assert_none(nearest(*state, "x", "off"));
	assert_none(nearest_word(*state, STR("x"), &(struct str_list){0}));
}

static void test_nearest__of_a_very_long_word_is_none(void **state)
{
	char word[100000];

	memset(word, 'a', sizeof word);
	assert_none(nearest_word(*state, (struct str){word, sizeof word},
		&(struct str_list){&(struct str){word, 60}, 1, 1}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_nearest__one_edit_of_each_kind),
		with_arena(test_nearest__ignores_the_case_of_letters),
		with_arena(test_nearest__takes_the_fewest_edits),
		with_arena(test_nearest__takes_the_fewest_edits_in_any_order),
		with_arena(test_nearest__counts_a_beginning_as_near),
		with_arena(test_nearest__is_none_for_what_cannot_be_meant),
		with_arena(test_nearest__of_a_very_long_word_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
