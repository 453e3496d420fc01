/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/sha256.h"

/* The vectors of FIPS 180-4 and what `sha256sum` prints. */
static void test_hex__is_what_sha256sum_prints(void **state)
{
	assert_text(sha256_hex(*state, STR("")),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_text(sha256_hex(*state, (struct str){NULL, 0}),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_text(sha256_hex(*state, STR("abc")),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_text(sha256_hex(*state, STR("a\0b")),
		"59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138");
}

static void test_hex__of_a_million_bytes(void **state)
{
	char *bytes = arena_alloc(*state, 1000000);

	memset(bytes, 'a', 1000000);
	assert_text(sha256_hex(*state, (struct str){bytes, 1000000}),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void test_so_far__goes_on(void **state)
{
	struct sha256 *sha256 = sha256_start(*state);

	assert_text(sha256_so_far(*state, sha256),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256_add(sha256, STR("a"));
	sha256_add(sha256, STR(""));
	(void)sha256_so_far(*state, sha256);
	sha256_add(sha256, STR("bc"));
	assert_text(sha256_so_far(*state, sha256),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_hex__is_what_sha256sum_prints),
		with_arena(test_hex__of_a_million_bytes),
		with_arena(test_so_far__goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
