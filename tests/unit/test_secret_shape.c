/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "lint/mask_values.h"
#include "lint/secret_shape.h"

/* The first shape in the text; "" if there is none. */
static struct str shape(const char *text)
{
	struct secret_shape found;

	return secret_shape_find(str_from(text), 0, &found)
		? str_slice(str_from(text), found.from, found.to)
		: STR("");
}

static struct str assignment(const char *text)
{
	struct secret_shape found;

	return secret_assignment_find(str_from(text), 0, &found)
		? str_slice(str_from(text), found.from, found.to)
		: STR("");
}

static void test_secret_shape__keys_and_tokens(void **state)
{
	(void)state;
	assert_text(shape("x AKIAQQQQWWWWEEEERRRR y"), "AKIAQQQQWWWWEEEERRRR");
	assert_text(shape("(sb_secret_abcdefghij)"), "sb_secret_abcdefghij");
	assert_text(shape("eyJhbGciOi.eyJzdWIi.c2ln, x"), "eyJhbGciOi.eyJzdWIi.c2ln");
	assert_text(shape("AKIA"), "");
	assert_text(shape("XAKIAQQQQWWWWEEEERRRR"), "");
	assert_text(shape("-----BEGIN PUBLIC KEY-----x-----END PUBLIC KEY-----"), "");
	assert_text(shape("-----BEGIN EC PRIVATE KEY-----\nx"), "-----BEGIN EC PRIVATE KEY-----\nx");
}

static void test_secret_shape__passwords_of_urls_and_connections(void **state)
{
	(void)state;
	assert_text(shape("postgres://app:pw@db:5432/x"), "pw");
	assert_text(shape("postgres://app:p/w@x@db/x"), "p/w@x");
	assert_text(shape("redis://:pw@db"), "pw");
	assert_text(shape("https://host:8080/a@b"), "");
	assert_text(shape("https://user@host/x"), "");
	assert_text(shape("host=x password=pw dbname=y"), "pw");
	assert_text(shape("host=x password = ''p w'' dbname=y"), "p w");
	assert_text(shape("host=x passwords=pw"), "");
}

static void test_secret_shape__what_a_credential_is_set_to(void **state)
{
	(void)state;
	assert_text(assignment("CREATE ROLE a PASSWORD 'pw'"), "pw");
	assert_text(assignment("api_key := 'it''s'"), "it''s");
	assert_text(assignment("{\"password\": \"pw\"}"), "pw");
	assert_text(assignment("token text NOT NULL, kind text DEFAULT 'x'"), "");
	assert_text(assignment("password = ''"), "");
}

static void test_secret_shape__names(void **state)
{
	static const char *const names[] = {
		"password", "db_password", "apiKey", "app.jwt_secret", "CLIENT_SECRET", "access-token"};
	static const char *const others[] = {"token_type", "password_hash", "is_secret", "secretary",
		"tokens_used", "monkey", "has_password", ""};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		assert_true(secret_is_name(str_from(names[i])));
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		assert_false(secret_is_name(str_from(others[i])));
}

static void test_secret_shape__random_strings(void **state)
{
	(void)state;
	assert_true(secret_is_random(STR("q7Rt2LmZ9xKp4Vb8NcYw3HsD")));
	assert_false(secret_is_random(STR("getUserProfileByAccountIdAndRegion2")));
	assert_false(secret_is_random(STR("6f1c2a34-9a47-4c2e-8d7a-0b8a5d1f2c33")));
	assert_false(secret_is_random(STR("price_1MoBy5LkdIwHu7ixZhnattbh")));
}

static void test_mask_values__longest_and_whole_words(void **state)
{
	struct mask_values values = {0};

	mask_values_add(&values, *state, STR("hunter2"));
	mask_values_add(&values, *state, STR("hunter2role"));
	mask_values_add(&values, *state, STR("hunter2"));
	mask_values_add(&values, *state, STR("x"));
	mask_values_add(&values, *state, STR("hunter2roles of all"));
	mask_values_sort(&values);
	assert_int_equal(mask_values_at(&values, STR("a hunter2role b"), 2), 11);
	assert_int_equal(mask_values_at(&values, STR("a hunter2 b"), 2), 7);
	assert_int_equal(mask_values_at(&values, STR("a hunter2b"), 2), 0);
	assert_int_equal(mask_values_at(&values, STR("'x'"), 1), 1);
	assert_int_equal(mask_values_at(&values, STR("max"), 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_secret_shape__keys_and_tokens),
		with_arena(test_secret_shape__passwords_of_urls_and_connections),
		with_arena(test_secret_shape__what_a_credential_is_set_to),
		with_arena(test_secret_shape__names),
		with_arena(test_secret_shape__random_strings),
		with_arena(test_mask_values__longest_and_whole_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
