/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/crc32.h"

/* The check value of the CRC's definition (ITU-T V.42). */
static void test_crc32__is_the_standard_one(void **state)
{
	(void)state;
	assert_int_equal(crc32_of(STR("123456789")), 0xcbf43926);
	assert_int_equal(crc32_of(STR("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crc32__is_the_standard_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
