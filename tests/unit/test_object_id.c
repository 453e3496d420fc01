/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "git/object_id.h"

static const char sha1[] = "0123456789abcdef0123456789ABCDEFfedcba98";
static const char sha256[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void test_parse__reads_40_or_64_hex_digits(void **state)
{
	struct object_id id;

	assert_true(object_id_parse(str_from(sha1), &id));
	assert_int_equal(id.bytes[0], 0x01);
	assert_int_equal(id.bytes[15], 0xef);
	assert_int_equal(id.bytes[19], 0x98);
	for (size_t i = 20; i < 32; i++)
		assert_int_equal(id.bytes[i], 0);
	assert_str(object_id_hex(*state, &id, 40), "0123456789abcdef0123456789abcdeffedcba98");
	assert_true(object_id_parse(str_from(sha256), &id));
	assert_str(object_id_hex(*state, &id, 64), sha256);
}

static void test_parse__refuses_all_else(void **state)
{
	struct object_id id = {{7}};

	(void)state;
	assert_false(object_id_parse(STR(""), &id));
	assert_false(object_id_parse((struct str){NULL, 0}, &id));
	assert_false(object_id_parse(str_slice(str_from(sha256), 0, 39), &id));
	assert_false(object_id_parse(str_slice(str_from(sha256), 0, 41), &id));
	assert_false(object_id_parse(str_slice(str_from(sha256), 0, 63), &id));
	assert_false(object_id_parse(STR("g123456789abcdef0123456789abcdef01234567"), &id));
	assert_false(object_id_parse(STR("0123456789abcdef0123456789abcdef0123456 "), &id));
	assert_false(object_id_parse(STR("0x23456789abcdef0123456789abcdef01234567"), &id));
	assert_int_equal(id.bytes[0], 7);
}

static void test_hex__has_the_digits_asked_for(void **state)
{
	struct object_id id;

	assert_true(object_id_parse(str_from(sha1), &id));
	assert_str(object_id_hex(*state, &id, 7), "0123456");
	assert_str(object_id_hex(*state, &id, 0), "");
	assert_int_equal(object_id_hex(*state, &id, 7).ptr[7], '\0');
}

static void test_none__is_all_zero(void **state)
{
	struct object_id none = {{0}}, one = {{0}}, other = {{0}};

	(void)state;
	one.bytes[19] = 1;
	other.bytes[31] = 1;
	assert_true(object_id_is_none(&none));
	assert_false(object_id_is_none(&one));
	assert_false(object_id_is_none(&other));
	assert_true(object_id_equal(&one, &one));
	assert_false(object_id_equal(&one, &other));
	assert_false(object_id_equal(&none, &other));
}

static struct entries entries_of(struct entry *items, size_t count)
{
	return (struct entries){items, count, count};
}

static void test_find__knows_every_path_and_no_other(void **state)
{
	struct entry items[] = {{.path = STR("a")}, {.path = STR("a-b")}, {.path = STR("a/b")},
		{.path = STR("a0")}, {.path = STR("\xff")}};

	(void)state;
	for (size_t count = 0; count <= ARRAY_LENGTH(items); count++) {
		struct entries entries = entries_of(items, count);

		for (size_t i = 0; i < ARRAY_LENGTH(items); i++)
			assert_ptr_equal(entries_find(&entries, items[i].path), i < count ? &items[i] : NULL);
		assert_null(entries_find(&entries, STR("")));
		assert_null(entries_find(&entries, STR("a/")));
		assert_null(entries_find(&entries, STR("b")));
		assert_null(entries_find(&entries, STR("\xff\xff")));
	}
}

static void test_next__goes_on_where_it_was(void **state)
{
	struct entry items[] = {{.path = STR("b")}, {.path = STR("d")}, {.path = STR("e")}};
	struct entries entries = entries_of(items, 3);
	size_t position = 0;

	(void)state;
	assert_null(entries_next(&entries, &position, STR("a")));
	assert_ptr_equal(entries_next(&entries, &position, STR("b")), &items[0]);
	assert_ptr_equal(entries_next(&entries, &position, STR("b")), &items[0]);
	assert_null(entries_next(&entries, &position, STR("c")));
	assert_ptr_equal(entries_next(&entries, &position, STR("e")), &items[2]);
	assert_null(entries_next(&entries, &position, STR("f")));
	assert_null(entries_next(&entries, &position, STR("g")));
}

static void test_equal__is_bytes_and_mode(void **state)
{
	struct entry file = {.id = {{1}}, .mode = MODE_FILE}, other = {.id = {{2}}, .mode = MODE_FILE};
	struct entry executable = {.id = {{1}}, .mode = MODE_EXECUTABLE};
	struct entry symlink = {.id = {{1}}, .mode = MODE_SYMLINK};

	(void)state;
	assert_true(entry_equal(&file, &file));
	assert_true(entry_equal(NULL, NULL));
	assert_false(entry_equal(&file, NULL));
	assert_false(entry_equal(NULL, &file));
	assert_false(entry_equal(&file, &other));
	assert_false(entry_equal(&file, &executable));
	assert_false(entry_equal(&file, &symlink));
}

static void test_same_content__ignores_a_mode_only_change(void **state)
{
	struct entry file = {.id = {{1}}, .mode = MODE_FILE}, other = {.id = {{2}}, .mode = MODE_FILE};
	struct entry executable = {.id = {{1}}, .mode = MODE_EXECUTABLE};
	struct entry symlink = {.id = {{1}}, .mode = MODE_SYMLINK};
	struct entry submodule = {.id = {{1}}, .mode = MODE_SUBMODULE};

	(void)state;
	assert_true(entry_same_content(&file, &file));
	assert_true(entry_same_content(&file, &executable));
	assert_false(entry_same_content(&file, &other));
	assert_false(entry_same_content(&file, &symlink));
	assert_false(entry_same_content(&symlink, &submodule));
	assert_false(entry_same_content(NULL, NULL));
	assert_false(entry_same_content(&file, NULL));
	assert_false(entry_same_content(NULL, &file));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_parse__reads_40_or_64_hex_digits),
		cmocka_unit_test(test_parse__refuses_all_else),
		with_arena(test_hex__has_the_digits_asked_for),
		cmocka_unit_test(test_none__is_all_zero),
		cmocka_unit_test(test_find__knows_every_path_and_no_other),
		cmocka_unit_test(test_next__goes_on_where_it_was),
		cmocka_unit_test(test_equal__is_bytes_and_mode),
		cmocka_unit_test(test_same_content__ignores_a_mode_only_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
