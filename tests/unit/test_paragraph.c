/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/paragraph.h"

/* What paragraph_write writes. */
static struct str written(struct arena *arena, const char *text, size_t column, size_t indent)
{
	char *bytes = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&bytes, &size);
	struct str copy;

	assert_non_null(out);
	paragraph_write(out, str_from(text), column, indent);
	fclose(out);
	copy = str_copy(arena, (struct str){bytes, size});
	free(bytes);
	return copy;
}

static void test_paragraph_next__divides_at_empty_lines(void **state)
{
	struct str rest = STR("\n\nfirst\nof two lines\n\n\nsecond\n"), paragraph;

	(void)state;
	assert_true(paragraph_next(&rest, &paragraph));
	assert_text(paragraph, "first\nof two lines");
	assert_true(paragraph_next(&rest, &paragraph));
	assert_text(paragraph, "second");
	assert_false(paragraph_next(&rest, &paragraph));
}

static void test_paragraph_next_word__keeps_what_stands_between_backticks(void **state)
{
	struct str rest = STR(" run (`git commit -a`),\nthen `a b"), word;

	(void)state;
	assert_true(paragraph_next_word(&rest, &word));
	assert_text(word, "run");
	assert_true(paragraph_next_word(&rest, &word));
	assert_text(word, "(`git commit -a`),");
	assert_true(paragraph_next_word(&rest, &word));
	assert_text(word, "then");
	assert_true(paragraph_next_word(&rest, &word));
	assert_text(word, "`a b");
	assert_false(paragraph_next_word(&rest, &word));
}

static void test_paragraph_write__breaks_at_80_columns(void **state)
{
	/* 40 + 1 + 39 fit; one more does not */
	assert_text(
		written(*state,
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 0,
			0),
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n");
	assert_text(
		written(*state,
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 0,
			0),
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n");
}

static void test_paragraph_write__indents_all_lines_but_the_first(void **state)
{
	assert_text(
		written(*state, "one two\nthree\n\nfour", 76, 4), "one\n    two three\n\n    four\n");
	assert_text(written(*state, "in `one\nword`", 0, 0), "in `one word`\n");
}

static void test_paragraph_write__leaves_examples_alone(void **state)
{
	assert_text(written(*state, "see:\n\n    a   b\n    c\n\nend", 0, 2),
		"see:\n\n      a   b\n      c\n\n  end\n");
}

static void test_paragraph_sentence__has_a_capital_letter_and_a_full_stop(void **state)
{
	assert_text(paragraph_sentence(*state, STR("folder of them")), "Folder of them.");
	assert_text(paragraph_sentence(*state, STR("Done?")), "Done?");
	assert_text(paragraph_sentence(*state, STR("off")), "Off.");
}

static void test_paragraph_sentence__leaves_names_alone(void **state)
{
	assert_text(paragraph_sentence(*state, STR("schema.sql moves")), "schema.sql moves.");
	assert_text(paragraph_sentence(*state, STR("pre-push asks")), "pre-push asks.");
	assert_text(paragraph_sentence(*state, STR("`off` ends it")), "`off` ends it.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_paragraph_next__divides_at_empty_lines),
		with_arena(test_paragraph_next_word__keeps_what_stands_between_backticks),
		with_arena(test_paragraph_write__breaks_at_80_columns),
		with_arena(test_paragraph_write__indents_all_lines_but_the_first),
		with_arena(test_paragraph_write__leaves_examples_alone),
		with_arena(test_paragraph_sentence__has_a_capital_letter_and_a_full_stop),
		with_arena(test_paragraph_sentence__leaves_names_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
