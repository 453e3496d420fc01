/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "git/object.h"

#define TREE "0123456789abcdef0123456789abcdef01234567"
#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"
#define PEOPLE "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"

static int parse(struct arena *arena, struct str bytes, struct commit_object *ret)
{
	struct error error = {.message = ""};
	int result = commit_parse(ret, arena, bytes, 40, &error);

	assert_int_equal(error.message[0] != '\0', result != 0);
	return result;
}

static void test_commit__has_tree_parents_and_subject(void **state)
{
	struct commit_object commit;

	assert_int_equal(parse(*state,
						 STR("tree " TREE "\nparent " ONE "\nparent " TWO "\n" PEOPLE
							 "\nadd users\n\nmore of it\n"),
						 &commit),
		0);
	assert_str(object_id_hex(*state, &commit.tree, 40), TREE);
	assert_int_equal(commit.parents.count, 2);
	assert_str(object_id_hex(*state, &commit.parents.items[0], 40), ONE);
	assert_str(object_id_hex(*state, &commit.parents.items[1], 40), TWO);
	assert_str(commit.subject, "add users");
}

static void test_commit__without_parents_or_message(void **state)
{
	static const char *const behind[] = {
		"\n" PEOPLE "\n", "\n" PEOPLE, "\n" PEOPLE "\n\n\n", "\n", ""};
	struct commit_object commit;

	for (size_t i = 0; i < ARRAY_LENGTH(behind); i++) {
		struct str text = str_format(*state, "tree %s%s", TREE, behind[i]);

		assert_int_equal(parse(*state, text, &commit), 0);
		assert_int_equal(commit.parents.count, 0);
		assert_int_equal(commit.subject.len, 0);
		assert_non_null(commit.subject.ptr);
	}
}

static void test_commit__parents_are_in_the_header_only(void **state)
{
	struct commit_object commit;

	assert_int_equal(parse(*state,
						 STR("tree " TREE "\n" PEOPLE "gpgsig -----BEGIN\n parent " ONE
							 "\n -----END\n\nparent " TWO "\n"),
						 &commit),
		0);
	assert_int_equal(commit.parents.count, 0);
	assert_str(commit.subject, "parent " TWO);
}

static void test_commit__damaged_is_an_error_and_keeps_the_output(void **state)
{
	static const char *const texts[] = {"", "\n", "tree\n", "tree " ONE "1\n", "tree 123\n",
		"parent " ONE "\n", "xtree " ONE "\n", "tree  " ONE "\n",
		"tree x111111111111111111111111111111111111111\n"};
	struct commit_object commit = {.subject = STR("kept")};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		assert_int_equal(parse(*state, str_from(texts[i]), &commit), -1);
		assert_str(commit.subject, "kept");
	}
}

static void test_commit__of_sha256(void **state)
{
	static const char id[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	struct str bytes = str_format(*state, "tree %s\nparent %s\n\nx\n", id, id);
	struct commit_object commit;
	struct error error;

	assert_int_equal(commit_parse(&commit, *state, bytes, 64, &error), 0);
	assert_str(object_id_hex(*state, &commit.tree, 64), id);
	assert_int_equal(commit.parents.count, 1);
	assert_int_equal(commit_parse(&commit, *state, bytes, 40, &error), -1);
}

static void test_tag__names_its_object_or_none(void **state)
{
	struct object_id id = tag_target(STR("object " ONE "\ntype commit\ntag v1\n"), 40);

	assert_str(object_id_hex(*state, &id, 40), ONE);
	id = tag_target(STR("object 111\ntype commit\n"), 40);
	assert_true(object_id_is_none(&id));
	id = tag_target(STR(""), 40);
	assert_true(object_id_is_none(&id));
	id = tag_target(STR("type commit\nobject " ONE "\n"), 40);
	assert_true(object_id_is_none(&id));
}

static const char tree[] = "100644 a.sql\0"
						   "AAAAAAAAAAAAAAAAAAAA"
						   "100755 run\0"
						   "BBBBBBBBBBBBBBBBBBBB"
						   "120000 link\0"
						   "CCCCCCCCCCCCCCCCCCCC"
						   "160000 module\0"
						   "DDDDDDDDDDDDDDDDDDDD"
						   "40000 folder\0"
						   "EEEEEEEEEEEEEEEEEEEE"
						   "100664 old\0"
						   "FFFFFFFFFFFFFFFFFFFF";

static void test_tree__has_names_modes_and_ids(void **state)
{
	static const struct {
		const char *name;
		uint32_t mode;
	} expected[] = {{"a.sql", MODE_FILE}, {"run", MODE_EXECUTABLE}, {"link", MODE_SYMLINK},
		{"module", MODE_SUBMODULE}, {"folder", MODE_FOLDER}, {"old", MODE_FILE}};
	struct str rest = {tree, sizeof tree - 1};
	struct tree_item item;
	struct error error;
	bool found;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(expected); i++) {
		assert_int_equal(tree_next(&rest, 40, &item, &found, &error), 0);
		assert_true(found);
		assert_text(item.name, expected[i].name);
		assert_int_equal(item.mode, expected[i].mode);
		assert_int_equal(item.id.bytes[19], 'A' + (int)i);
		assert_int_equal(item.id.bytes[20], 0);
	}
	assert_int_equal(tree_next(&rest, 40, &item, &found, &error), 0);
	assert_false(found);
}

static void test_tree__of_sha256(void **state)
{
	struct str rest = STR("100644 a\0"
						  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	struct tree_item item;
	struct error error;
	bool found;

	(void)state;
	assert_int_equal(tree_next(&rest, 64, &item, &found, &error), 0);
	assert_true(found);
	assert_int_equal(item.id.bytes[31], 'A');
	assert_int_equal(tree_next(&rest, 64, &item, &found, &error), 0);
	assert_false(found);
}

/* Reads a whole tree of SHA-1 from memory of exactly its size; the items, or -1. */
static int count_items(const char *bytes, size_t len)
{
	char *copy = malloc(len + !len);
	struct str rest = {copy, len};
	int count = 0, failed = 0;

	memcpy(copy, bytes, len);
	for (bool found = true; found && !failed; count += found && !failed) {
		struct tree_item item;
		struct error error = {.message = ""};

		failed = tree_next(&rest, 40, &item, &found, &error);
		assert_true(!failed || error.message[0]);
		assert_true(failed || !found || item.name.len > 0);
	}
	free(copy);
	return failed ? -1 : count;
}

static void test_tree__cut_off_anywhere_is_an_error(void **state)
{
	size_t whole = 0;

	(void)state;
	for (size_t len = 0; len < sizeof tree - 1; len++) {
		int count = count_items(tree, len);

		/* between two items a tree may end */
		if (count >= 0)
			assert_int_equal(count, whole++);
	}
	assert_int_equal(whole, 6);
}

static void test_tree__flipped_bits_stay_inside(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * (sizeof tree - 1); bit++) {
		char copy[sizeof tree];

		memcpy(copy, tree, sizeof tree);
		copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
		(void)count_items(copy, sizeof tree - 1);
	}
}

static void test_tree__damaged_is_an_error(void **state)
{
	static const char *const modes[] = {"", "1006x4", "100648", "-00644", "0x1a4", "99999999"};

	for (size_t i = 0; i < ARRAY_LENGTH(modes); i++) {
		struct text text = {.arena = *state};

		text_addf(&text, "%s a", modes[i]);
		text_add(&text,
			STR("\0"
				"AAAAAAAAAAAAAAAAAAAA"));
		if (count_items(text_str(&text).ptr, text.len) >= 0)
			fail_msg("mode '%s' was accepted", modes[i]);
	}
	assert_int_equal(count_items("100644 \0AAAAAAAAAAAAAAAAAAAA", 28), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_commit__has_tree_parents_and_subject),
		with_arena(test_commit__without_parents_or_message),
		with_arena(test_commit__parents_are_in_the_header_only),
		with_arena(test_commit__damaged_is_an_error_and_keeps_the_output),
		with_arena(test_commit__of_sha256),
		with_arena(test_tag__names_its_object_or_none),
		cmocka_unit_test(test_tree__has_names_modes_and_ids),
		cmocka_unit_test(test_tree__of_sha256),
		cmocka_unit_test(test_tree__cut_off_anywhere_is_an_error),
		cmocka_unit_test(test_tree__flipped_bits_stay_inside),
		with_arena(test_tree__damaged_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
