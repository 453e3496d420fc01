/* SPDX-License-Identifier: MIT */
#include "unit/index_image.h"

static struct index *opened(struct arena *arena, struct str bytes)
{
	struct index *index = NULL;
	const char *beyond = "?";
	struct error error;

	if (image_open(arena, bytes, &index, &beyond, &error))
		fail_msg("%s", error.message);
	assert_null(beyond);
	assert_non_null(index);
	return index;
}

/* The error of an index that cannot be read. */
static const struct error *refusal(struct arena *arena, struct str bytes)
{
	struct error *error = arena_new(arena, struct error);
	struct index *index = NULL;
	const char *beyond = NULL;

	if (!image_open(arena, bytes, &index, &beyond, error))
		fail_msg("the index was accepted%s%s", beyond ? ": " : "", beyond ? beyond : "");
	assert_null(index);
	assert_true(error->message[0] != '\0');
	return error;
}

static struct entries entries_in(
	struct arena *arena, const struct index *index, const struct scope *scope)
{
	struct entries entries = {0};
	struct error error;

	if (index_entries(index, scope, arena, &entries, &error))
		fail_msg("%s", error.message);
	return entries;
}

/* The entries in a folder ("": all), each as "mode:id's first byte:path", one per line. */
static struct str listing(struct arena *arena, struct str bytes, const char *folder)
{
	struct scope scope = {0};
	struct entries entries;
	struct text text = {.arena = arena};

	scope_add_folder(arena, &scope, str_from(folder));
	scope_finish(&scope);
	entries = entries_in(arena, opened(arena, bytes), &scope);
	for (size_t i = 0; i < entries.count; i++) {
		assert_none(entries.items[i].content);
		text_addf(&text, "%o:%c:%.*s\n", entries.items[i].mode, entries.items[i].id.bytes[19],
			STR_ARG(entries.items[i].path));
		assert_int_equal(entries.items[i].id.bytes[20], 0);
	}
	return text_str(&text);
}

static const struct image_entry some[] = {
	{"README"},
	{"a.sql", MODE_SYMLINK},
	{"a/deep/er/1"},
	{"a/x", MODE_EXECUTABLE},
	{"a0"},
	{"b/sub", MODE_SUBMODULE},
	{"b/y z\n\xff", 0, IMAGE_ASSUME_VALID, 0},
};

static void test_entries__of_versions_2_to_4(void **state)
{
	for (unsigned version = 2; version <= 4; version++) {
		struct str bytes = image_of(*state, version, some, ARRAY_LENGTH(some));

		assert_text(listing(*state, bytes, ""),
			"100644:E:README\n120000:l:a.sql\n100644:1:a/deep/er/1\n100755:x:a/x\n100644:0:a0\n"
			"160000:b:b/sub\n100644:\xff:b/y z\n\xff\n");
		assert_text(listing(*state, bytes, "a"), "100644:1:a/deep/er/1\n100755:x:a/x\n");
		assert_text(listing(*state, bytes, "a/deep"), "100644:1:a/deep/er/1\n");
		assert_text(listing(*state, bytes, "b"), "160000:b:b/sub\n100644:\xff:b/y z\n\xff\n");
		assert_text(listing(*state, bytes, "c"), "");
		assert_text(listing(*state, bytes, "a0"), "");
		assert_text(listing(*state, bytes, "0"), "");
	}
}

static void test_entries__names_of_every_length(void **state)
{
	for (unsigned version = 2; version <= 4; version++) {
		for (size_t len = 1; len < 40; len++) {
			struct image_entry entries[] = {{str_format(*state, "%0*d", (int)len, 7).ptr}, {"z"}};

			assert_text(listing(*state, image_of(*state, version, entries, 2), ""),
				str_format(*state, "100644:7:%s\n100644:z:z\n", entries[0].path).ptr);
		}
	}
}

static void test_entries__of_an_empty_index(void **state)
{
	struct index *none = index_empty(*state);
	struct scope scope = {0};
	struct object_id id;

	for (unsigned version = 2; version <= 4; version++)
		assert_text(listing(*state, image_of(*state, version, NULL, 0), ""), "");
	scope_add_folder(*state, &scope, STR(""));
	assert_int_equal(entries_in(*state, none, &scope).count, 0);
	assert_false(index_folder_id(none, STR(""), &id));
	assert_false(index_folder_id(none, STR("a"), &id));
}

static void test_entries__extended_flags(void **state)
{
	static const struct image_entry entries[] = {
		{"a", 0, IMAGE_EXTENDED, IMAGE_SKIP_WORKTREE},
		{"b", 0, IMAGE_EXTENDED, IMAGE_INTENT_TO_ADD},
		{"c", 0, IMAGE_EXTENDED | IMAGE_ASSUME_VALID, 0},
		{"d", 0, IMAGE_EXTENDED, IMAGE_INTENT_TO_ADD | IMAGE_SKIP_WORKTREE},
		{"longer-name", 0, 0, 0},
	};

	for (unsigned version = 3; version <= 4; version++)
		assert_text(listing(*state, image_of(*state, version, entries, 5), ""),
			"100644:a:a\n100644:c:c\n100644:e:longer-name\n");
	assert_contains(refusal(*state, image_of(*state, 2, entries, 5))->message, "corrupt");
}

static bool is_sql(struct str path)
{
	return str_ends(path, STR(".sql"));
}

static void test_entries__scope_of_files_folders_and_a_filter(void **state)
{
	static const struct image_entry entries[] = {{"a"}, {"b/1.sql"}, {"b/2.txt"}, {"b/c/3.sql"},
		{"c.txt"}, {"d/e/f/4.sql"}, {"d/e/g"}, {"z"}};

	for (unsigned version = 2; version <= 4; version++) {
		struct scope scope = {.keep = is_sql};
		struct entries got;

		scope_add_file(*state, &scope, STR("z"));
		scope_add_file(*state, &scope, STR("c.txt"));
		scope_add_file(*state, &scope, STR("missing"));
		scope_add_folder(*state, &scope, STR("d/e"));
		scope_add_folder(*state, &scope, STR("b"));
		scope_finish(&scope);
		got = entries_in(*state,
			opened(*state, image_of(*state, version, entries, ARRAY_LENGTH(entries))), &scope);
		assert_int_equal(got.count, 5);
		assert_text(got.items[0].path, "b/1.sql");
		assert_text(got.items[1].path, "b/c/3.sql");
		assert_text(got.items[2].path, "c.txt");
		assert_text(got.items[3].path, "d/e/f/4.sql");
		assert_text(got.items[4].path, "z");
	}
}

/* So many that the reader has several places to start from. */
static void test_entries__of_many_files_are_all_found(void **state)
{
	struct image_entry *entries = arena_array(*state, struct image_entry, 1000);

	for (size_t i = 0; i < 1000; i++)
		entries[i].path = str_format(*state, "f%02zu/%03zu", i / 25, i).ptr;
	for (unsigned version = 2; version <= 4; version++) {
		struct index *index = opened(*state, image_of(*state, version, entries, 1000));

		for (size_t i = 0; i < 1000; i++) {
			struct scope scope = {0};
			struct entries got;

			scope_add_file(*state, &scope, str_from(entries[i].path));
			got = entries_in(*state, index, &scope);
			assert_int_equal(got.count, 1);
			assert_text(got.items[0].path, entries[i].path);
		}
		for (size_t i = 0; i < 40; i++) {
			struct scope scope = {0};
			struct entries got;

			scope_add_folder(*state, &scope, str_format(*state, "f%02zu", i));
			got = entries_in(*state, index, &scope);
			assert_int_equal(got.count, 25);
			assert_text(got.items[0].path, entries[25 * i].path);
			assert_text(got.items[24].path, entries[25 * i + 24].path);
		}
	}
}

static void test_open__unmerged_is_an_error_that_names_the_path(void **state)
{
	static const struct image_entry entries[] = {{"a"}, {"b/\x1b", 0, IMAGE_STAGE_2, 0}, {"c"}};

	for (unsigned version = 2; version <= 4; version++) {
		const struct error *error = refusal(*state, image_of(*state, version, entries, 3));

		assert_contains(error->message, "unmerged");
		assert_contains(error->message, "b/\\x1B");
		assert_contains(error->hint, "git add");
	}
}

/* What the reader says of an index that is beyond it. */
static const char *beyond(struct arena *arena, struct str bytes)
{
	struct index *index = NULL;
	const char *feature = NULL;
	struct error error;

	if (image_open(arena, bytes, &index, &feature, &error))
		fail_msg("%s", error.message);
	assert_non_null(feature);
	return feature;
}

static struct str with_extension(struct arena *arena, const char *signature, struct str content)
{
	struct image image = image_start(arena, 2);

	image_add(&image, &some[0]);
	image_add_extension(&image, signature, content);
	return image_end(&image, '\xee');
}

static void test_open__names_what_is_beyond_it(void **state)
{
	static const struct image_entry sparse[] = {
		{"a/", MODE_FOLDER, IMAGE_EXTENDED, IMAGE_SKIP_WORKTREE}, {"b"}};
	struct image image = image_start(*state, 3);

	assert_contains(beyond(*state, with_extension(*state, "link", STR("x"))), "split index");
	assert_contains(beyond(*state, with_extension(*state, "sdir", STR(""))), "sparse index");
	assert_contains(beyond(*state, with_extension(*state, "xyzw", STR("123"))), "xyzw");
	assert_contains(beyond(*state, image_of(*state, 1, NULL, 0)), "version 1");
	assert_contains(beyond(*state, image_of(*state, 5, NULL, 0)), "version 5");
	image_add(&image, &sparse[0]);
	image_add(&image, &sparse[1]);
	image_add_extension(&image, "sdir", STR(""));
	assert_contains(beyond(*state, image_end(&image, '\xee')), "sparse index");
}

static void test_open__ignores_optional_extensions(void **state)
{
	static const char *const signatures[] = {"REUC", "UNTR", "FSMN", "EOIE", "IEOT", "ZZZZ"};

	for (size_t i = 0; i < ARRAY_LENGTH(signatures); i++) {
		assert_text(listing(*state, with_extension(*state, signatures[i], STR("12345")), ""),
			"100644:E:README\n");
		assert_text(listing(*state, with_extension(*state, signatures[i], STR("")), ""),
			"100644:E:README\n");
	}
}

static void test_open__what_is_no_index_is_an_error(void **state)
{
	static const char zeros[64];
	struct index *index = NULL;
	const char *feature = NULL;
	struct error error = {.message = ""};

	refusal(*state, STR(""));
	refusal(*state, STR("DIRC"));
	refusal(*state, (struct str){zeros, sizeof zeros});
	refusal(*state, str_slice(image_of(*state, 2, NULL, 0), 0, 31));
	assert_int_equal(
		index_open(&index, *state, STR("/nonexistent/no\x1bne"), &feature, &error), -1);
	assert_contains(error.message, "/nonexistent/no\\x1Bne");
	assert_null(index);
}

static void test_open__bad_extension_lengths_are_errors(void **state)
{
	struct image image = image_start(*state, 2);
	struct str bytes;

	image_add(&image, &some[0]);
	image_add_extension(&image, "TREE", STR("1234567"));
	image.bytes.ptr[image.bytes.len - 8] = 8;
	assert_contains(refusal(*state, image_end(&image, '\xee'))->message, "corrupt");
	for (unsigned i = 0; i < 4; i++)
		image.bytes.ptr[image.bytes.len - 20 - 7 - 1 - i] = '\xff';
	assert_contains(refusal(*state, text_str(&image.bytes))->message, "corrupt");
	/* something behind the extensions that is too short to be one */
	for (size_t extra = 1; extra < 8; extra++) {
		image = image_start(*state, 2);
		image_add(&image, &some[0]);
		for (size_t i = 0; i < extra; i++)
			text_add_byte(&image.bytes, 'X');
		bytes = image_end(&image, '\xee');
		assert_contains(refusal(*state, bytes)->message, "corrupt");
	}
}

static void test_open__bad_counts_are_not_accepted(void **state)
{
	for (unsigned version = 2; version <= 4; version++) {
		for (uint32_t count = 0; count < 16; count++) {
			struct image image = image_start(*state, version);
			struct index *index = NULL;
			const char *feature = NULL;
			struct error error;

			for (size_t i = 0; i < ARRAY_LENGTH(some); i++)
				image_add(&image, &some[i]);
			image.count = count == 15 ? UINT32_MAX : count;
			if (!image_open(*state, image_end(&image, '\xee'), &index, &feature, &error) &&
				!feature)
				assert_int_equal(count, ARRAY_LENGTH(some));
		}
	}
}

/* The length in an entry's flags is the one git goes by (read-cache.c, create_from_disk). */
static void test_open__name_length_that_lies_is_an_error(void **state)
{
	for (unsigned len = 1; len < 8; len++) {
		struct image image = image_start(*state, 2);

		image_add(&image, &(struct image_entry){"db/1"});
		image.bytes.ptr[12 + 61] = (char)len;
		if (len == 4)
			opened(*state, image_end(&image, '\xee'));
		else
			refusal(*state, image_end(&image, '\xee'));
	}
}

static void test_open__nameless_entries_are_errors(void **state)
{
	static const struct image_entry entries[] = {{""}, {"a"}};

	for (unsigned version = 2; version <= 4; version++)
		refusal(*state, image_of(*state, version, entries, 2));
}

/* Version 4: more bytes dropped than the last name has. */
static void test_open__bad_prefixes_are_errors(void **state)
{
	static const char *const drops[] = {"\x01", "\x7f", "\xff\x7f", "\xff\xff\xff\xff\x7f",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "\x80\x01",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff"};

	for (size_t i = 0; i < ARRAY_LENGTH(drops); i++) {
		struct image image = image_start(*state, 4);

		image_add_stat(&image, MODE_FILE, 'a', 1, 0);
		text_add(&image.bytes, str_from(drops[i]));
		text_add(&image.bytes, STR("a\0"));
		assert_contains(refusal(*state, image_end(&image, '\xee'))->message, "corrupt");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_entries__of_versions_2_to_4),
		with_arena(test_entries__names_of_every_length),
		with_arena(test_entries__of_an_empty_index),
		with_arena(test_entries__extended_flags),
		with_arena(test_entries__scope_of_files_folders_and_a_filter),
		with_arena(test_entries__of_many_files_are_all_found),
		with_arena(test_open__unmerged_is_an_error_that_names_the_path),
		with_arena(test_open__names_what_is_beyond_it),
		with_arena(test_open__ignores_optional_extensions),
		with_arena(test_open__what_is_no_index_is_an_error),
		with_arena(test_open__bad_extension_lengths_are_errors),
		with_arena(test_open__bad_counts_are_not_accepted),
		with_arena(test_open__name_length_that_lies_is_an_error),
		with_arena(test_open__nameless_entries_are_errors),
		with_arena(test_open__bad_prefixes_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
