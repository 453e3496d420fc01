/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "command/kinds.h"

static const struct option_row options[] = {
	{"range", 0, "A...B", ""},
	{"ci", 0, "github|gitlab", ""},
	{"rule", 0, "RULE", ""},
	{"link", 0, NULL, ""},
	{NULL},
};

/* The arguments of a usage, separated by blanks. */
static struct str names(struct arena *arena, const char *usage)
{
	const struct command command = {.name = "x", .usage = usage, .options = options};
	struct str_list list = argument_names(arena, &command);
	struct text text = {.arena = arena};

	for (size_t i = 0; i < list.count; i++)
		text_addf(&text, "%s%s", i ? " " : "", list.items[i].ptr);
	return text_str(&text);
}

static void test_argument_names__leave_options_and_their_values_out(void **state)
{
	assert_text(names(*state, "[--link | --range A...B | PATH...]"), "PATH");
	assert_text(names(*state, "[--ci github|gitlab]... [--rule RULE]... NAME"), "NAME");
	assert_text(names(*state, "MIGRATION | --range A...B"), "MIGRATION");
	assert_text(names(*state, ""), "");
}

static void test_argument_names__keep_words_and_kinds(void **state)
{
	assert_text(names(*state, "[show | list]"), "show list");
	assert_text(names(*state, "HOOK [ARGUMENTS]"), "HOOK ARGUMENTS");
	assert_text(names(*state, "TYPE DESCRIPTION..."), "TYPE DESCRIPTION");
}

static void test_argument_kind_of__knows_tables_lists_and_nothing(void **state)
{
	struct argument_kind kind = argument_kind_of(STR("auto|always|never"));
	struct choices choices = argument_choices(*state, NULL, &kind);

	assert_int_equal(choices.count, 3);
	assert_text(choices.items[1].word, "always");
	assert_int_equal(argument_kind_of(STR("RULE")).completion, COMPLETE_CHOICES);
	assert_int_equal(argument_kind_of(STR("PATH")).completion, COMPLETE_FILES);
	assert_int_equal(argument_kind_of(STR("TICKET")).completion, COMPLETE_NOTHING);
	assert_int_equal(argument_kind_of(str_from(NULL)).completion, COMPLETE_NOTHING);
}

static void test_argument_choices__of_formats_are_those_of_the_command(void **state)
{
	struct argument_kind kind = argument_kind_of(STR("FORMAT[=FILE]"));
	const struct command findings = {.flags = WRITES_FINDINGS}, review = {.flags = WRITES_REVIEW},
						 guide = {.flags = WRITES_MARKDOWN}, other = {.flags = 0};
	size_t with_findings = 0, with_review = 0;

	for (size_t i = 0; i < reporter_count; i++) {
		with_findings += reporters[i].write != NULL;
		with_review += reporters[i].write_review != NULL;
	}
	assert_int_equal(argument_choices(*state, &findings, &kind).count, with_findings);
	assert_int_equal(argument_choices(*state, &review, &kind).count, with_review);
	assert_int_equal(argument_choices(*state, &guide, &kind).count, 3);
	assert_int_equal(argument_choices(*state, &other, &kind).count, 2);
	assert_int_equal(argument_choices(*state, NULL, &kind).count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_argument_names__leave_options_and_their_values_out),
		with_arena(test_argument_names__keep_words_and_kinds),
		with_arena(test_argument_kind_of__knows_tables_lists_and_nothing),
		with_arena(test_argument_choices__of_formats_are_those_of_the_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
