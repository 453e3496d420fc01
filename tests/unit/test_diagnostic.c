/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "lint/rule.h"

static const struct rule rule_a = {.key = {.id = "a-rule"}};
static const struct rule rule_b = {.key = {.id = "b-rule"}};

static struct migration_file *file(struct arena *arena, const char *path, const char *content)
{
	struct migration_file *file = arena_new(arena, struct migration_file);

	file->path = str_from(path);
	file->script = arena_new(arena, struct script);
	file->script->content = str_from(content);
	return file;
}

static void test_diagnose__has_positions_and_the_line(void **state)
{
	struct diagnostics out = {.arena = *state, .rule = &rule_a, .severity = SEVERITY_WARNING};
	const struct migration_file *where = file(*state, "db/1.sql", "one\r\ntwo \xc3\xa4 three\r\n");
	const struct diagnostic *got = diagnose(&out, where, (struct span){12, 17}, "bad %s", "thing");

	assert_ptr_equal(got->rule, &rule_a);
	assert_int_equal(got->severity, SEVERITY_WARNING);
	assert_str(got->path, "db/1.sql");
	assert_str(got->message, "bad thing");
	assert_none(got->hint);
	assert_int_equal(got->start.line, 2);
	assert_int_equal(got->start.column, 8);
	assert_int_equal(got->end.line, 2);
	assert_int_equal(got->end.column, 13);
	assert_text(got->source_line, "two \xc3\xa4 three");
}

/* Bytes of a span, and its columns in code points. */
struct counted {
	const char *content;
	struct span span;
	unsigned start, end;
};

static void test_diagnose__counts_code_points(void **state)
{
	static const struct counted cases[] = {
		{"abc", {1, 3}, 2, 4},
		{"\xf0\x9f\x98\x80"
		 "e\xcc\x81 x",
			{8, 9}, 5, 6}, /* an emoji, a combining accent */
		{"\xff\xfe x", {3, 4}, 4, 5}, /* a byte that is no UTF-8 is one */
		{"\xef\xbb\xbf\xc3\xa4 x", {6, 7}, 3, 4}, /* a byte order mark is none, */
		{"\xef\xbb\xbfx", {0, 4}, 1, 2},
		{"\xef\xbb\xbfx", {0, 3}, 1, 1},
		{"a\n\xef\xbb\xbfx", {5, 6}, 2, 3}, /* unless it stands elsewhere */
		{"\xc3\xa4 one\r\n\xc3\xa4\xc3\xa4 two", {3, 14}, 3, 5}, /* the end on another line */
		{"a", {0, 0}, 1, 1},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct diagnostics out = {.arena = *state, .rule = &rule_a};
		const struct diagnostic *got = diagnose(
			&out, file(*state, "a", cases[i].content), cases[i].span, "m");

		assert_int_equal(got->start_character, cases[i].start);
		assert_int_equal(got->end_character, cases[i].end);
	}
}

static void test_diagnose__counts_on_from_the_finding_before(void **state)
{
	static const char content[] = "\xc3\xa4 \xc3\xa4 one \xc3\xa4 two\n\xc3\xa4 three";
	struct diagnostics out = {.arena = *state, .rule = &rule_a};
	const struct migration_file *where = file(*state, "a", content);

	diagnose(&out, where, (struct span){3, 5}, "m");
	diagnose(&out, where, (struct span){13, 16}, "m");
	diagnose(&out, where, (struct span){6, 9}, "m");
	diagnose(&out, where, (struct span){20, 25}, "m");
	assert_int_equal(out.items[0].start_character, 3);
	assert_int_equal(out.items[0].end_character, 4);
	assert_int_equal(out.items[1].start_character, 11);
	assert_int_equal(out.items[1].end_character, 14);
	assert_int_equal(out.items[2].start_character, 5);
	assert_int_equal(out.items[3].start_character, 3);
	assert_text(out.items[1].source_line, "\xc3\xa4 \xc3\xa4 one \xc3\xa4 two");
	assert_text(out.items[3].source_line, "\xc3\xa4 three");
}

static void test_diagnose__of_the_whole_file_is_1_1(void **state)
{
	struct diagnostics out = {.arena = *state, .rule = &rule_a, .severity = SEVERITY_ERROR};
	const struct diagnostic *got = diagnose(
		&out, file(*state, "a", "x\ny"), (struct span){0, 0}, "%s", "m");

	assert_int_equal(got->start.line, 1);
	assert_int_equal(got->start.column, 1);
	assert_int_equal(got->end.line, 1);
	assert_int_equal(got->end.column, 1);
	assert_none(got->source_line);
	got = diagnose_path(&out, (struct str){NULL, 0}, "%d", 7);
	assert_none(got->path);
	assert_null(got->file);
	assert_str(got->message, "7");
	assert_int_equal(got->start.line, 1);
}

static void test_diagnose__spans_lines_and_ends(void **state)
{
	struct diagnostics out = {.arena = *state, .rule = &rule_a};
	const struct diagnostic *got = diagnose(
		&out, file(*state, "a", "one\ntwo"), (struct span){1, 7}, "m");

	assert_int_equal(got->start.line, 1);
	assert_int_equal(got->start.column, 2);
	assert_int_equal(got->end.line, 2);
	assert_int_equal(got->end.column, 4);
	assert_text(got->source_line, "one");
}

static void test_hint__is_added(void **state)
{
	struct diagnostics out = {.arena = *state, .rule = &rule_a};
	struct diagnostic *got = diagnose_path(&out, STR("a"), "m");

	diagnostic_hint(&out, got, "Run: %s", "git mv");
	assert_str(got->hint, "Run: git mv");
}

static void test_at_most__only_lowers(void **state)
{
	struct diagnostic diagnostic = {.severity = SEVERITY_ERROR};

	(void)state;
	diagnostic_at_most(&diagnostic, SEVERITY_WARNING);
	assert_int_equal(diagnostic.severity, SEVERITY_WARNING);
	diagnostic_at_most(&diagnostic, SEVERITY_ERROR);
	assert_int_equal(diagnostic.severity, SEVERITY_WARNING);
	diagnostic_at_most(&diagnostic, SEVERITY_INFO);
	assert_int_equal(diagnostic.severity, SEVERITY_INFO);
}

static void test_sort__is_by_path_line_column_rule(void **state)
{
	static const struct {
		const char *path;
		uint32_t line, column;
		const struct rule *rule;
	} sorted[] = {{NULL, 1, 1, &rule_b}, {"a", 1, 2, &rule_b}, {"a", 2, 1, &rule_b},
		{"a", 10, 1, &rule_a}, {"a", 10, 1, &rule_b}, {"a", 10, 9, &rule_a}, {"a-b", 1, 1, &rule_a},
		{"a/b", 1, 1, &rule_a}, {"b", 1, 1, &rule_a}};
	const size_t count = ARRAY_LENGTH(sorted);
	struct diagnostics out = {.arena = *state};

	for (size_t i = 0; i < count; i++) {
		size_t from = i * 4 % count;
		struct diagnostic *added;

		out.rule = sorted[from].rule;
		added = diagnose_path(&out, str_from(sorted[from].path), "m");
		added->start = (struct position){sorted[from].line, sorted[from].column};
	}
	diagnostics_sort(&out);
	assert_int_equal(out.count, count);
	for (size_t i = 0; i < count; i++) {
		assert_true(str_equal(out.items[i].path, str_from(sorted[i].path)));
		assert_int_equal(out.items[i].start.line, sorted[i].line);
		assert_int_equal(out.items[i].start.column, sorted[i].column);
		assert_ptr_equal(out.items[i].rule, sorted[i].rule);
	}
}

static void test_count__is_of_one_severity(void **state)
{
	struct diagnostics out = {.arena = *state, .rule = &rule_a};

	assert_int_equal(diagnostics_count(&out, SEVERITY_ERROR), 0);
	for (int i = 0; i < 3; i++) {
		out.severity = i ? SEVERITY_WARNING : SEVERITY_ERROR;
		diagnose_path(&out, STR("a"), "m");
	}
	assert_int_equal(diagnostics_count(&out, SEVERITY_ERROR), 1);
	assert_int_equal(diagnostics_count(&out, SEVERITY_WARNING), 2);
	assert_int_equal(diagnostics_count(&out, SEVERITY_INFO), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_diagnose__has_positions_and_the_line),
		with_arena(test_diagnose__counts_code_points),
		with_arena(test_diagnose__counts_on_from_the_finding_before),
		with_arena(test_diagnose__of_the_whole_file_is_1_1),
		with_arena(test_diagnose__spans_lines_and_ends),
		with_arena(test_hint__is_added),
		cmocka_unit_test(test_at_most__only_lowers),
		with_arena(test_sort__is_by_path_line_column_rule),
		with_arena(test_count__is_of_one_severity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
