/* SPDX-License-Identifier: MIT */
/* What is formatted without printf(3) is what that makes of it. */
#include "unit/fixture.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/str.h"

static _printf_(2, 3) void check(struct arena *arena, const char *format, ...)
{
	char expected[4096];
	struct str text;
	va_list values, again;

	va_start(values, format);
	va_copy(again, values);
	vsnprintf(expected, sizeof expected, format, again);
	va_end(again);
	text = str_vformat(arena, format, values);
	va_end(values);
	assert_string_equal(text.ptr, expected);
	assert_int_equal(text.len, strlen(expected));
}

static void test_format__does_what_printf_does(void **state)
{
	struct arena *arena = *state;

	check(arena, "nothing to be put in");
	check(arena, "%s", "");
	check(arena, "%s and %s", "one", "two");
	check(arena, "%.*s|%.*s|%.*s", 2, "cut", 9, "whole", 0, "none");
	check(arena, "%.*s", -1, "all of it");
	check(arena, "%.*s", 5, "a\0b");
	check(arena, "%u %u %zu %zu", 0U, 4294967295U, (size_t)0, SIZE_MAX);
	check(arena, "100 %% of %s%%", "it");
	check(arena, "%d, %5.1f %c %04u %-6s|", -7, 2.5, 'x', 42U, "left");
	check(arena, "%s, then %d", "simple", -1);
}

static void test_format__of_any_length(void **state)
{
	char longest[1100];

	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	for (int len = 500; len < (int)sizeof longest; len++) {
		check(*state, "%.*s", len, longest);
		check(*state, "%.*s%u", len, longest, 12345U);
		check(*state, "<%s>", longest + len);
	}
	check(*state, "%s%s", longest, longest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_format__does_what_printf_does),
		with_arena(test_format__of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
