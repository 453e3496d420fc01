/* SPDX-License-Identifier: MIT */
/* What every unit test includes first: cmocka with what it needs before it. */
#ifndef MIGHOOK_UNIT_UNIT_H
#define MIGHOOK_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

/* Fails unless the string has exactly these bytes. */
#define assert_str(actual, expected) \
	do { \
		struct str actual_ = (actual); \
		assert_int_equal(actual_.len, strlen(expected)); \
		assert_memory_equal(actual_.ptr, (expected), actual_.len); \
	} while (0)

#endif
