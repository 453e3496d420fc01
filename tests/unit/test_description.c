/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/description.h"

static void test_join__writes_words_in_every_style(void **state)
{
	static const struct {
		const char *text, *snake, *kebab, *pascal, *camel, *letters;
	} rows[] = {
		{"add users", "add_users", "add-users", "AddUsers", "addUsers", "add_users"},
		{"AddUsers", "add_users", "add-users", "AddUsers", "addUsers", "add_users"},
		{"add-users", "add_users", "add-users", "AddUsers", "addUsers", "add_users"},
		{"  add__users!", "add_users", "add-users", "AddUsers", "addUsers", "add_users"},
		{"../../etc/x", "etc_x", "etc-x", "EtcX", "etcX", "etc_x"},
		{"oauth2 v3 x", "oauth2_v3_x", "oauth2-v3-x", "Oauth2V3X", "oauth2V3X", "oauth_v_x"},
		{"HTTP", "http", "http", "Http", "http", "http"},
		{"2 3", "2_3", "2-3", "23", "23", ""},
		{"--", "", "", "", "", ""},
		{"", "", "", "", "", ""},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct str_list words = description_words(*state, str_from(rows[i].text));

		assert_text(description_join(*state, &words, DESCRIPTION_SNAKE), rows[i].snake);
		assert_text(description_join(*state, &words, DESCRIPTION_KEBAB), rows[i].kebab);
		assert_text(description_join(*state, &words, DESCRIPTION_PASCAL), rows[i].pascal);
		assert_text(description_join(*state, &words, DESCRIPTION_CAMEL), rows[i].camel);
		assert_text(description_join(*state, &words, DESCRIPTION_LETTERS), rows[i].letters);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {with_arena(test_join__writes_words_in_every_style)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
