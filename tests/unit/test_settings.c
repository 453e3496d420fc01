/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "policy/settings.h"
#include "policy/severity.h"

static void add(struct arena *arena, struct settings *settings, const char *key, const char *value)
{
	struct setting setting = {.key = str_from(key), .value = str_from(value)};

	settings_add(arena, settings, &setting);
}

static void test_get__is_null_if_not_set(void **state)
{
	struct settings settings = {0};

	assert_null(settings_get(&settings, STR("a")));
	add(*state, &settings, "ab", "1");
	assert_null(settings_get(&settings, STR("a")));
	assert_null(settings_get(&settings, STR("abc")));
	assert_str(settings_get(&settings, STR("ab"))->value, "1");
}

static void test_put__replaces_or_adds(void **state)
{
	struct settings settings = {0};
	struct setting b = {.key = STR("b"), .value = STR("2")};

	add(*state, &settings, "a", "1");
	settings_put(*state, &settings, &b);
	b.value = STR("3");
	settings_put(*state, &settings, &b);
	assert_int_equal(settings.count, 2);
	assert_str(settings_get(&settings, STR("a"))->value, "1");
	assert_str(settings_get(&settings, STR("b"))->value, "3");
}

static void test_take__moves_the_prefix_and_keeps_both_orders(void **state)
{
	static const char *const keys[] = {"b.1", "a", "b.2", "bc", "b", "c", "b.3"};
	struct settings settings = {0}, taken;

	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		add(*state, &settings, keys[i], "x");
	taken = settings_take(*state, &settings, STR("b."));
	assert_int_equal(taken.count, 3);
	assert_str(taken.items[0].key, "b.1");
	assert_str(taken.items[1].key, "b.2");
	assert_str(taken.items[2].key, "b.3");
	assert_int_equal(settings.count, 4);
	assert_str(settings.items[0].key, "a");
	assert_str(settings.items[1].key, "bc");
	assert_str(settings.items[2].key, "b");
	assert_str(settings.items[3].key, "c");
	assert_int_equal(settings_take(*state, &settings, STR("z")).count, 0);
}

static void test_shown__is_one_line(void **state)
{
	struct setting text = {.value = STR("x")}, list = {0};

	assert_text(setting_shown(*state, &text), "x");
	assert_text(setting_shown(*state, &list), "[]");
	str_list_add(*state, &list.list, STR("a"));
	assert_text(setting_shown(*state, &list), "[a]");
	str_list_add(*state, &list.list, STR("b c"));
	assert_text(setting_shown(*state, &list), "[a, b c]");
}

static void test_severity__has_four_names(void **state)
{
	static const enum severity all[] = {
		SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR};
	static const char *const names[] = {"off", "info", "warning", "error"};
	enum severity severity;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(all); i++) {
		assert_string_equal(severity_name(all[i]), names[i]);
		assert_true(severity_parse(str_from(names[i]), &severity));
		assert_int_equal(severity, all[i]);
	}
	severity = SEVERITY_INFO;
	assert_false(severity_parse(STR("on"), &severity));
	assert_false(severity_parse(STR("Error"), &severity));
	assert_false(severity_parse(STR("warn"), &severity));
	assert_false(severity_parse(STR(""), &severity));
	assert_int_equal(severity, SEVERITY_INFO);
	assert_true(SEVERITY_OFF < SEVERITY_INFO && SEVERITY_INFO < SEVERITY_WARNING &&
		SEVERITY_WARNING < SEVERITY_ERROR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_get__is_null_if_not_set),
		with_arena(test_put__replaces_or_adds),
		with_arena(test_take__moves_the_prefix_and_keeps_both_orders),
		with_arena(test_shown__is_one_line),
		cmocka_unit_test(test_severity__has_four_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
