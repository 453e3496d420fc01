/* SPDX-License-Identifier: MIT */
/* What tests of several modules need: an arena that a failed test gives back too. */
#ifndef MIGHOOK_UNIT_FIXTURE_H
#define MIGHOOK_UNIT_FIXTURE_H

#include "unit/unit.h"

static inline int arena_set_up(void **state)
{
	*state = calloc(1, sizeof(struct arena));
	return *state ? 0 : -1;
}

static inline int arena_tear_down(void **state)
{
	arena_release(*state);
	free(*state);
	return 0;
}

/* A test whose *state is an empty arena. */
#define with_arena(test) cmocka_unit_test_setup_teardown(test, arena_set_up, arena_tear_down)

/* Fails unless the C string contains the other one. */
#define assert_contains(text, part) \
	do { \
		const char *text_ = (text), *part_ = (part); \
		if (!strstr(text_, part_)) \
			fail_msg("\"%s\" is not in \"%s\"", part_, text_); \
	} while (0)

/* Fails if the C string contains the other one. */
#define assert_lacks(text, part) \
	do { \
		const char *text_ = (text), *part_ = (part); \
		if (strstr(text_, part_)) \
			fail_msg("\"%s\" is in \"%s\"", part_, text_); \
	} while (0)

/* As assert_str, and shows both strings if they differ. */
#define assert_text(actual, expected) \
	do { \
		struct str got_ = (actual); \
		if (!str_equal(got_, str_from(expected))) \
			fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got_), (expected)); \
	} while (0)

/* Fails unless the string is the one that means "there is none". */
#define assert_none(string) assert_null((string).ptr)

#endif
