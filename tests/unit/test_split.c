/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/split.h"

/* The pieces, commands as "!...", with '|' between. `left`: the text as the server gets it. */
static struct str pieces_of(struct arena *arena, const char *sql, struct str *left)
{
	struct str copy = str_copy(arena, str_from(sql));
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)copy.ptr, copy.len);
	struct text result = {.arena = arena};

	for (size_t i = 0; i < pieces.count; i++)
		text_addf(&result, "%s%s%.*s", i ? "|" : "", pieces.items[i].is_command ? "!" : "",
			STR_ARG(str_slice(str_from(sql), pieces.items[i].from, pieces.items[i].to)));
	*left = copy;
	return text_str(&result);
}

static void test_pieces(void **state)
{
	static const struct {
		const char *sql, *expected;
	} cases[] = {
		{"", ""},
		{";;", ""},
		{"a; b", "a;|b"},
		{"a ';' \";\" $$;$$ /*;*/ b; c;", "a ';' \";\" $$;$$ /*;*/ b;|c;"},
		{"\\set x 1\na;", "!\\set x 1|a;"},
		{"a \\g\nb;", "!\\g|a |b;"},
		{"a \\echo x\nb;", "!\\echo x|a \\echo x\nb;"},
		{"create function f() begin atomic a; case b; end; end; c;",
			"create function f() begin atomic a; case b; end; end;|c;"},
		{"create or replace procedure f() begin atomic a; end; c;",
			"create or replace procedure f() begin atomic a; end;|c;"},
		{"begin; create table t (a int); end;", "begin;|create table t (a int);|end;"},
		{"create rule r as on insert to t do (a; b); c;",
			"create rule r as on insert to t do (a; b);|c;"},
		{"create table t (a; b); c;", "create table t (a;|b);|c;"},
	};
	struct arena arena = {0};
	struct str left;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(pieces_of(&arena, cases[i].sql, &left), cases[i].expected);
	arena_release(&arena);
}

static void test_what_the_server_does_not_get_is_blanked(void **state)
{
	struct arena arena = {0};
	struct str left;

	(void)state;
	pieces_of(&arena, "copy t from stdin;\n1;'\n\\.\nb;\\x\n", &left);
	assert_text(left, "copy t from stdin;\n   \n  \nb;  \n");
	/* no end of the lines: they are no lines */
	pieces_of(&arena, "copy t from stdin;\nselect 1;", &left);
	assert_text(left, "copy t from stdin;\nselect 1;");
	pieces_of(&arena, "copy (select 1) to stdout;\nb;\n\\.\n", &left);
	assert_text(left, "copy (select 1) to stdout;\nb;\n  \n");
	arena_release(&arena);
}

static void test_variables(void **state)
{
	static const struct {
		const char *sql, *expected;
		size_t count;
	} cases[] = {
		{"select :a, :'b', :\"c\";", "select va,  'b',  \"c\";", 3},
		{"select a::b, c := d, e[1:2];", "select a::b, c := d, e[1:2];", 0},
		{"select ':a $B ${C}' -- :a", "select ':a $B ${C}' -- :a", 0},
		{"drop table $T, ${TWO};", "drop table vT, v_TWO_;", 2},
		{"select $1, $$a$$;", "select $1, $$a$$;", 0},
		{"select :'open", "select :'open", 0},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str copy = str_copy(&arena, str_from(cases[i].sql));
		struct offsets found = {0};

		split_replace_variables(&arena, (char *)(uintptr_t)copy.ptr, 0, copy.len, &found);
		assert_text(copy, cases[i].expected);
		assert_int_equal(found.count, cases[i].count);
	}
	arena_release(&arena);
}

/* Where a part ends of which at least `least` bytes are wanted; -1: something is for psql. */
static int part_of(const char *sql, size_t from, size_t least)
{
	size_t end;

	return split_part(str_from(sql), from, least, &end) ? (int)end : -1;
}

static void test_parts_end_with_a_statement(void **state)
{
	(void)state;
	assert_int_equal(part_of("a; b; c; d;", 0, 1), 2);
	assert_int_equal(part_of("a; b; c; d;", 0, 3), 5);
	assert_int_equal(part_of("a; b; c; d;", 2, 3), 5);
	assert_int_equal(part_of("a; b; c; d;", 2, 4), 8);
	assert_int_equal(part_of("a; b; c; d", 5, 4), 10);
	assert_int_equal(part_of("a; b; c; d", 0, 100), 10);
	assert_int_equal(part_of("a ';' $$;$$; b; c; d", 0, 1), 12);
	assert_int_equal(part_of("create function f() begin atomic a; b; end; c; d", 0, 1), 43);
	assert_int_equal(part_of("a; \\x\nb;", 0, 2), 2);
	assert_int_equal(part_of("a; \\x\nb;", 0, 3), -1);
	assert_int_equal(part_of("a; copy t from stdin;\n1\n\\.\n", 0, 2), 2);
	assert_int_equal(part_of("a; copy t from stdin;\n1\n\\.\n", 2, 1), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_what_the_server_does_not_get_is_blanked),
		cmocka_unit_test(test_variables),
		cmocka_unit_test(test_parts_end_with_a_statement),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
