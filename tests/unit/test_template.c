/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/template.h"

static void test_templates__are_sorted_and_found(void **state)
{
	(void)state;
	assert_true(template_count > 0);
	for (size_t i = 0; i < template_count; i++) {
		if (i)
			assert_true(str_compare(templates[i - 1].path, templates[i].path) < 0);
		assert_ptr_equal(template_find(templates[i].path).ptr, templates[i].bytes.ptr);
		assert_int_equal(template_find(templates[i].path).len, templates[i].bytes.len);
		assert_int_equal(templates[i].bytes.ptr[templates[i].bytes.len], '\0');
	}
}

static void test_find__is_none_for_other_paths(void **state)
{
	(void)state;
	assert_none(template_find(STR("")));
	assert_none(template_find(STR("policies")));
	assert_none(template_find(STR("policies/none.yaml")));
	assert_none(template_find(STR("../LICENSE")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_templates__are_sorted_and_found),
		cmocka_unit_test(test_find__is_none_for_other_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
