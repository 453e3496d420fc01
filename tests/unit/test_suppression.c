/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "lint/rule.h"
#include "lint/suppression.h"

enum { NOW = 1709210096 }; /* 2024-02-29 12:34:56 */

static const struct rule some_rule = {.key = {.id = "some-rule"}};
static const struct rule other_rule = {.key = {.id = "other-rule"}};
static const struct rule strict_rule = {.key = {.id = "some-rule", .grandfather_only = true}};

/* A file and the suppressions in it. */
struct read {
	struct migration_file file;
	struct suppressions suppressions;
};

static struct read *read(struct arena *arena, const char *content)
{
	struct read *read = arena_new(arena, struct read);

	read->file.path = STR("db/1_a.sql");
	read->file.script = script_read(
		arena, spec_of(arena, "runner: supabase"), ROLE_UP, str_from(content));
	suppressions_read(&read->suppressions, arena, &read->file);
	return read;
}

/* The only suppression of a content. */
static const struct suppression *one(struct arena *arena, const char *content)
{
	struct read *result = read(arena, content);

	assert_int_equal(result->suppressions.count, 1);
	return result->suppressions.items;
}

/* True if a finding of `some-rule` at the mark '@' (which is taken out) is allowed. */
static bool allows(struct arena *arena, const char *marked)
{
	const char *mark = strchr(marked, '@');
	struct text content = {.arena = arena};
	struct diagnostic diagnostic = {.rule = &some_rule};
	struct read *result;

	text_add(&content, (struct str){marked, (size_t)(mark - marked)});
	text_add(&content, str_from(mark + 1));
	result = read(arena, text_str(&content).ptr);
	diagnostic.file = &result->file;
	diagnostic.span = (struct span){(size_t)(mark - marked), (size_t)(mark - marked) + 1};
	return suppressions_allow(&result->suppressions, &diagnostic, NOW);
}

/* The same for a finding about the whole file. */
static bool allows_file(struct arena *arena, const char *content)
{
	struct read *result = read(arena, content);
	struct diagnostic diagnostic = {.rule = &some_rule, .file = &result->file};

	return suppressions_allow(&result->suppressions, &diagnostic, NOW);
}

static void test_read__takes_rules_reason_and_date(void **state)
{
	const struct suppression *got = one(*state,
		"-- mighook: allow some-rule,other-rule it was agreed  until=2024-12-31\nSELECT 1;");

	assert_true(got->is_understood);
	assert_int_equal(got->rules.count, 2);
	assert_text(got->rules.items[0], "some-rule");
	assert_text(got->rules.items[1], "other-rule");
	assert_text(got->reason, "it was agreed");
	assert_text(got->until, "2024-12-31");
	assert_false(got->used[0] || got->used[1]);
	assert_int_equal(got->comment.from, 3);
	assert_int_equal(got->comment.to, 70);
}

static void test_read__reason_and_date_may_be_missing(void **state)
{
	const struct suppression *got = one(*state, "-- mighook: allow some-rule\n");

	assert_true(got->is_understood);
	assert_int_equal(got->rules.count, 1);
	assert_int_equal(got->reason.len, 0);
	assert_none(got->until);
	got = one(*state, "-- mighook: allow some-rule until=2024-12-31\n");
	assert_int_equal(got->reason.len, 0);
	assert_text(got->until, "2024-12-31");
	got = one(*state, "-- mighook: allow\n");
	assert_int_equal(got->rules.count, 0);
}

static void test_read__of_crlf_is_the_same(void **state)
{
	const struct suppression *got = one(
		*state, "-- mighook: allow some-rule why not until=2024-12-31\r\nSELECT 1;\r\n");

	assert_text(got->reason, "why not");
	assert_text(got->until, "2024-12-31");
	got = one(*state, "-- mighook: allow some-rule why\r\n");
	assert_text(got->reason, "why");
	assert_none(got->until);
}

static void test_read__blanks_are_free(void **state)
{
	const struct suppression *got = one(
		*state, "--mighook:   allow \tsome-rule,  other-rule \t a  reason \n");

	assert_int_equal(got->rules.count, 2);
	assert_text(got->rules.items[1], "other-rule");
	assert_text(got->reason, "a  reason");
}

static void test_read__says_what_it_does_not_understand(void **state)
{
	static const char *const contents[] = {"-- mighook: alow some-rule why\n", "-- mighook:\n",
		"-- mighook: deny some-rule why\n", "-- mighook: Allow some-rule why\n",
		"-- mighook: allowed some-rule why\n"};

	for (size_t i = 0; i < ARRAY_LENGTH(contents); i++)
		assert_false(one(*state, contents[i])->is_understood);
	assert_int_equal(read(*state, "-- a mighook: allow some-rule x\n")->suppressions.count, 0);
	assert_int_equal(read(*state, "-- mighook is a tool\n")->suppressions.count, 0);
	assert_int_equal(read(*state, "SELECT '-- mighook: allow a b';")->suppressions.count, 0);
}

static void test_allow__before_the_first_sql_covers_the_file(void **state)
{
	static const char before[] = "-- mighook: allow some-rule why\n";

	assert_true(one(*state, "\n/* a */\n-- mighook: allow some-rule why\nSELECT 1;")->covers_file);
	assert_true(allows(*state, str_format(*state, "%s@A;\nB;\n", before).ptr));
	assert_true(allows(*state, str_format(*state, "%sA;\n@B;\n", before).ptr));
	assert_true(allows_file(*state, str_format(*state, "%sA;\n", before).ptr));
	assert_true(allows_file(*state, before));
	assert_true(allows(*state, "-- mighook: allow some-rule why\r\nA;\r\n@B;\r\n"));
}

static void test_allow__before_a_statement_covers_it(void **state)
{
	assert_true(allows(*state, "A;\n-- mighook: allow some-rule why\n@B\n x;\nC;\n"));
	assert_true(allows(*state, "A;\n-- mighook: allow some-rule why\nB\n @x;\nC;\n"));
	assert_true(allows(*state, "A;\n  -- mighook: allow some-rule why\n\n-- x\n@B;\nC;\n"));
	assert_false(allows(*state, "@A;\n-- mighook: allow some-rule why\nB;\nC;\n"));
	assert_false(allows(*state, "A;\n-- mighook: allow some-rule why\nB;\n@C;\n"));
	assert_true(allows(*state, "A;\n-- mighook: allow some-rule why\n@B"));
	assert_true(allows(*state, "A;\r\n-- mighook: allow some-rule why\r\n@B;\r\nC;\r\n"));
	assert_false(allows(*state, "A;\r\n-- mighook: allow some-rule why\r\nB;\r\n@C;\r\n"));
}

static void test_allow__on_a_statements_line_covers_it(void **state)
{
	assert_true(allows(*state, "A;\n@B; -- mighook: allow some-rule why\nC;\n"));
	assert_true(allows(*state, "A;\n@B\n x; -- mighook: allow some-rule why\nC;\n"));
	assert_false(allows(*state, "@A;\nB; -- mighook: allow some-rule why\nC;\n"));
	assert_false(allows(*state, "A;\nB; -- mighook: allow some-rule why\n@C;\n"));
	assert_true(allows(*state, "@A; -- mighook: allow some-rule why\nC;\n"));
	assert_true(allows(*state, "A;\n@B -- mighook: allow some-rule why"));
	assert_false(allows(*state, "A; -- mighook: allow some-rule why\n@B;"));
}

/* The statement it shares a line with, all of it. */
static void test_allow__inside_a_statement_covers_all_of_it(void **state)
{
	assert_true(allows(*state, "A;\n@B -- mighook: allow some-rule why\n x;\nC;\n"));
	assert_true(allows(*state, "A;\nB -- mighook: allow some-rule why\n @x;\nC;\n"));
	assert_false(allows(*state, "A;\nB -- mighook: allow some-rule why\n x;\n@C;\n"));
	assert_true(allows(*state, "A;\n@B\n-- mighook: allow some-rule why\n x;\nC;\n"));
	assert_false(allows(*state, "@A;\nB\n-- mighook: allow some-rule why\n x;\nC;\n"));
	assert_true(allows(*state, "A;\nB; C -- mighook: allow some-rule why\n '\n;@';\nD;\n"));
	assert_false(allows(*state, "A;\nB; C -- mighook: allow some-rule why\n '\n;';\n@D;\n"));
}

/* A finding about the file is about no statement, the first one neither. */
static void test_allow__of_a_statement_does_not_cover_the_file(void **state)
{
	assert_false(allows_file(*state, "A;\n-- mighook: allow some-rule why\nB;\n"));
	assert_false(allows_file(*state, "A;\nB; -- mighook: allow some-rule why\n"));
	assert_false(allows_file(*state, "A; -- mighook: allow some-rule why\nB;\n"));
}

static void test_allow__needs_reason_rule_and_time(void **state)
{
	assert_false(allows(*state, "-- mighook: allow some-rule\n@A;"));
	assert_false(allows(*state, "-- mighook: allow some-rule until=2024-12-31\n@A;"));
	assert_false(allows(*state, "-- mighook: allow other-rule why\n@A;"));
	assert_false(allows(*state, "-- mighook: alow some-rule why\n@A;"));
	assert_false(allows(*state, "-- mighook: allow some-rule why until=2024-02-28\n@A;"));
	assert_true(allows(*state, "-- mighook: allow some-rule why until=2024-02-29\n@A;"));
	assert_true(allows(*state, "-- mighook: allow other-rule, some-rule why\n@A;"));
}

static void test_allow__is_of_one_file(void **state)
{
	struct read *first = read(*state, "-- mighook: allow some-rule why\nA;");
	struct read *second = read(*state, "A;");
	struct diagnostic diagnostic = {.rule = &some_rule, .file = &second->file, .span = {0, 1}};

	assert_false(suppressions_allow(&first->suppressions, &diagnostic, NOW));
	diagnostic.file = NULL;
	diagnostic.span = (struct span){0, 0};
	assert_false(suppressions_allow(&first->suppressions, &diagnostic, NOW));
}

static void test_allow__marks_what_was_used(void **state)
{
	struct read *result = read(*state, "-- mighook: allow other-rule,some-rule why\nA;");
	struct diagnostic diagnostic = {.rule = &some_rule, .file = &result->file, .span = {43, 44}};
	const struct suppression *suppression = result->suppressions.items;

	assert_true(suppressions_allow(&result->suppressions, &diagnostic, NOW));
	assert_false(suppression->used[0]);
	assert_true(suppression->used[1]);
}

static void test_allow__never_what_only_a_grandfather_may(void **state)
{
	struct read *result = read(*state, "-- mighook: allow some-rule why\nA;");
	struct diagnostic diagnostic = {.rule = &strict_rule, .file = &result->file};

	assert_false(suppressions_allow(&result->suppressions, &diagnostic, NOW));
	assert_false(suppressions_allow_file(&result->suppressions, &result->file, &strict_rule, NOW));
	assert_false(result->suppressions.items[0].used[0]);
}

static void test_allow_file__asks_those_of_the_file_only(void **state)
{
	struct read *whole = read(*state, "-- mighook: allow some-rule why\nA;");
	struct read *statement = read(*state, "A; -- mighook: allow some-rule why\n");

	assert_true(suppressions_allow_file(&whole->suppressions, &whole->file, &some_rule, NOW));
	assert_true(whole->suppressions.items[0].used[0]);
	assert_false(suppressions_allow_file(&whole->suppressions, &whole->file, &other_rule, NOW));
	assert_false(suppressions_allow_file(&whole->suppressions, &statement->file, &some_rule, NOW));
	assert_false(
		suppressions_allow_file(&statement->suppressions, &statement->file, &some_rule, NOW));
}

static bool is_expired(const char *until)
{
	struct suppression suppression = {.until = str_from(until)};

	return suppression_is_expired(&suppression, NOW);
}

/* True if one of them covers the offset; each of them is asked. */
static bool is_covered(const struct suppressions *suppressions, size_t offset)
{
	for (size_t i = 0; i < suppressions->count; i++) {
		const struct suppression *suppression = &suppressions->items[i];

		if (suppression->covers_file ||
			(offset >= suppression->covers.from && offset < suppression->covers.to))
			return true;
	}
	return false;
}

/* What is found by its place is what asking all of them finds. */
static void test_allow__of_many_finds_those_that_cover_the_place(void **state)
{
	static const char *const parts[] = {"SELECT 1;\n", "SELECT\n\t2\n;\n",
		"-- mighook: allow some-rule because\n", "SELECT 3; -- mighook: allow some-rule because\n",
		"/* mighook: allow some-rule because */ ",
		"SELECT 4, -- mighook: allow some-rule because\n", "5;", "\n"};
	unsigned random = 1;

	for (size_t round = 0; round < 200; round++) {
		struct text content = {.arena = *state};
		struct read *result;

		text_add(&content, STR("SELECT 0;\n"));
		for (size_t i = 0; i < 12; i++) {
			random = random * 1103515245 + 12345;
			text_add(&content, str_from(parts[(random >> 16) % ARRAY_LENGTH(parts)]));
		}
		result = read(*state, text_str(&content).ptr);
		for (size_t offset = 0; offset < content.len; offset++) {
			struct diagnostic diagnostic = {
				.rule = &some_rule, .file = &result->file, .span = {offset, offset + 1}};

			assert_int_equal(suppressions_allow(&result->suppressions, &diagnostic, NOW),
				is_covered(&result->suppressions, offset));
		}
	}
}

/* Files come in any order of their addresses. */
static void test_read__of_many_files_keeps_them_apart(void **state)
{
	struct suppressions suppressions = {0};
	struct read *files[50];

	for (size_t i = 0; i < ARRAY_LENGTH(files); i++)
		files[i] = read(*state, i % 3 ? "-- mighook: allow some-rule because\nSELECT 1;\n" : "");
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++)
		suppressions_read(&suppressions, *state, &files[i * 7 % ARRAY_LENGTH(files)]->file);
	for (size_t i = 0; i < ARRAY_LENGTH(files); i++) {
		struct suppressions_of_file own = suppressions_of(&suppressions, &files[i]->file);

		assert_int_equal(own.to - own.from, i % 3 ? 1 : 0);
		for (size_t j = own.from; j < own.to; j++)
			assert_ptr_equal(suppressions.items[j].file, &files[i]->file);
	}
}

static void test_expired__is_the_day_after(void **state)
{
	struct suppression leap = {.until = STR("2024-02-29")};

	(void)state;
	assert_false(is_expired(NULL));
	assert_false(is_expired("2024-02-29"));
	assert_false(is_expired("2024-03-01"));
	assert_true(is_expired("2024-02-28"));
	assert_true(is_expired("1999-12-31"));
	assert_false(suppression_is_expired(&leap, 1709251199));
	assert_true(suppression_is_expired(&leap, 1709251200));
}

static void test_expired__is_what_is_no_date(void **state)
{
	static const char *const texts[] = {"", "tomorrow", "2024-12", "20241231", "2024-13-01",
		"2025-02-29", "2024-12-31T00:00", "2024-1-1", "24-12-31", "2024/12/31", "2024-12-3x",
		"9999-99-99"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_true(is_expired(texts[i]));
}

/* YYYY-MM-DD and nothing else. */
static void test_expired__is_a_date_with_dashes_elsewhere(void **state)
{
	static const char *const texts[] = {"20-24-1231", "2-0-241231", "2099-1231-", "--20991231"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_true(is_expired(texts[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_read__takes_rules_reason_and_date),
		with_arena(test_read__reason_and_date_may_be_missing),
		with_arena(test_read__of_crlf_is_the_same),
		with_arena(test_read__blanks_are_free),
		with_arena(test_read__says_what_it_does_not_understand),
		with_arena(test_allow__before_the_first_sql_covers_the_file),
		with_arena(test_allow__before_a_statement_covers_it),
		with_arena(test_allow__on_a_statements_line_covers_it),
		with_arena(test_allow__inside_a_statement_covers_all_of_it),
		with_arena(test_allow__of_a_statement_does_not_cover_the_file),
		with_arena(test_allow__needs_reason_rule_and_time),
		with_arena(test_allow__is_of_one_file),
		with_arena(test_allow__marks_what_was_used),
		with_arena(test_allow__never_what_only_a_grandfather_may),
		with_arena(test_allow_file__asks_those_of_the_file_only),
		with_arena(test_allow__of_many_finds_those_that_cover_the_place),
		with_arena(test_read__of_many_files_keeps_them_apart),
		cmocka_unit_test(test_expired__is_the_day_after),
		cmocka_unit_test(test_expired__is_what_is_no_date),
		cmocka_unit_test(test_expired__is_a_date_with_dashes_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
