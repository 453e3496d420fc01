/* SPDX-License-Identifier: MIT */
/* git/index_reader on damaged files: cut off, bits flipped, out of order. The reader is compiled
 * into this file so that it maps files in front of a page that cannot be read: a byte too far ends
 * the test. */
#include "unit/index_image.h"

#include <signal.h>
#include <sys/wait.h>

/* As mmap(2) of a whole file for reading, with its last byte at the end of readable memory. */
static void *map_before_guard(
	void *wanted, size_t size, int protection, int flags, int descriptor, off_t offset)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), room = (size + page - 1) / page * page;
	char *memory = mmap(
		wanted, room + page, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, offset);

	if (memory == MAP_FAILED || !(protection & PROT_READ) ||
		mprotect(memory + room, page, PROT_NONE) ||
		pread(descriptor, memory + room - size, size, offset) != (ssize_t)size)
		return MAP_FAILED;
	return memory + room - size;
}

#define mmap map_before_guard
#include "git/index_reader.c" /* NOLINT(bugprone-suspicious-include) */
#undef mmap

static const struct image_entry plain[] = {
	{"a"}, {"b/c/1.sql"}, {"b/c/2.sql"}, {"b/longer_name.sql"}, {"z/y", MODE_EXECUTABLE, 0, 0}};
static const struct image_entry extended[] = {{"a"}, {"b/c/1.sql", 0, IMAGE_EXTENDED, 0},
	{"b/c/2.sql"}, {"b/longer_name.sql", 0, IMAGE_EXTENDED, IMAGE_SKIP_WORKTREE},
	{"z/y", MODE_EXECUTABLE, 0, 0}};

#define ID "iiiiiiiiiiiiiiiiiiii"

/* The cached trees of those entries: the top, b, b/c, and z, which is not valid. */
static const char trees[] = "\0"
							"5 2\n" ID "b\0"
							"3 1\n" ID "c\0"
							"2 0\n" ID "z\0"
							"-1 0\n";

static struct str whole(struct arena *arena, unsigned version)
{
	const struct image_entry *entries = version == 2 ? plain : extended;
	struct image image = image_start(arena, version);

	for (size_t i = 0; i < ARRAY_LENGTH(plain); i++)
		image_add(&image, &entries[i]);
	image_add_extension(&image, "TREE", (struct str){trees, sizeof trees - 1});
	image_add_extension(&image, "REUC", STR("x"));
	return image_end(&image, '\xee');
}

/* The whole file with some bits of a byte flipped, or if there are none with another byte. */
static struct str damaged(
	struct arena *arena, unsigned version, size_t at, unsigned flip, unsigned char put)
{
	struct text copy = {.arena = arena};

	text_add(&copy, whole(arena, version));
	copy.ptr[at] = flip ? (char)(copy.ptr[at] ^ (int)flip) : (char)put;
	return text_str(&copy);
}

/* Asks an index all there is to ask. -1: it could not be opened or is beyond the reader. */
static int list(struct arena *arena, struct str bytes, struct entries *ret)
{
	static const char *const folders[] = {"", "a", "b", "b/c", "b/c/d", "z", "zz"};
	struct scope top = {0};
	struct index *index = NULL;
	const char *feature = NULL;
	struct object_id id;
	struct error error;
	int result;

	if (image_open(arena, bytes, &index, &feature, &error) || feature || !index)
		return -1;
	scope_add_folder(arena, &top, STR(""));
	result = index_entries(index, &top, arena, ret, &error);
	for (size_t i = 0; i < ARRAY_LENGTH(folders); i++) {
		struct scope scope = {0};
		struct entries ignored;

		scope_add_folder(arena, &scope, str_from(folders[i]));
		scope_add_file(arena, &scope, str_from(folders[i]));
		(void)!index_entries(index, &scope, arena, &ignored, &error);
		(void)index_folder_id(index, str_from(folders[i]), &id);
	}
	return result;
}

static void assert_as_written(const struct entries *entries)
{
	assert_int_equal(entries->count, ARRAY_LENGTH(plain));
	for (size_t i = 0; i < ARRAY_LENGTH(plain); i++) {
		assert_text(entries->items[i].path, plain[i].path);
		assert_int_equal(entries->items[i].mode, plain[i].mode ? plain[i].mode : MODE_FILE);
	}
}

static void test_whole__is_read(void **state)
{
	for (unsigned version = 2; version <= 4; version++) {
		struct entries entries = {0};

		assert_int_equal(list(*state, whole(*state, version), &entries), 0);
		assert_as_written(&entries);
	}
}

static void test_cut_off__anywhere_is_an_error_or_makes_no_difference(void **state)
{
	for (unsigned version = 2; version <= 4; version++) {
		struct str bytes = whole(*state, version);
		size_t errors = 0;

		for (size_t len = 0; len < bytes.len; len++) {
			struct entries entries = {0};

			if (list(*state, str_slice(bytes, 0, len), &entries))
				errors++;
			else
				assert_as_written(&entries);
		}
		/* What can be missing unnoticed is an extension that became the checksum. */
		assert_true(errors > bytes.len - 10);
	}
}

static void assert_sorted(const struct entries *entries)
{
	for (size_t i = 1; i < entries->count; i++)
		assert_true(str_compare(entries->items[i - 1].path, entries->items[i].path) < 0);
}

static void test_bits__flipped_one_by_one_never_lead_astray(void **state)
{
	struct arena *arena = *state;

	for (unsigned version = 2; version <= 4; version++) {
		size_t len = whole(arena, version).len;

		for (size_t bit = 0; bit < 8 * len; bit++) {
			struct entries entries = {0};

			if (!list(arena, damaged(arena, version, bit / 8, 1U << bit % 8, 0), &entries))
				assert_sorted(&entries);
			arena_release(arena);
		}
	}
}

static void test_bytes__replaced_one_by_one_never_lead_astray(void **state)
{
	static const unsigned char replacements[] = {0, 0xff, 0x7f, 0x80, '\n', ' ', '-', '9', '/'};
	struct arena *arena = *state;

	for (unsigned version = 2; version <= 4; version++) {
		size_t len = whole(arena, version).len;

		for (size_t i = 0; i < len * sizeof replacements; i++) {
			struct entries entries = {0};
			unsigned char put = replacements[i % sizeof replacements];

			if (!list(arena, damaged(arena, version, i / sizeof replacements, 0, put), &entries))
				assert_sorted(&entries);
			arena_release(arena);
		}
	}
}

/* Fails unless the index is refused at once, or when any of these folders is asked for. */
static void assert_refused(struct arena *arena, struct str bytes, const char *const *folders)
{
	struct index *index = NULL;
	const char *feature = NULL;
	struct error error;

	if (image_open(arena, bytes, &index, &feature, &error))
		return;
	for (; *folders; folders++) {
		struct scope scope = {0};
		struct entries entries = {0};

		scope_add_folder(arena, &scope, str_from(*folders));
		if (!index_entries(index, &scope, arena, &entries, &error))
			fail_msg("'%s' has %zu entries", *folders, entries.count);
	}
}

static void test_order__wrong_is_an_error_for_all_files(void **state)
{
	static const struct image_entry unsorted[] = {{"z"}, {"a/b"}}, twice[] = {{"a/b"}, {"a/b"}};

	for (unsigned version = 2; version <= 4; version++) {
		assert_refused(
			*state, image_of(*state, version, unsorted, 2), (const char *const[]){"", NULL});
		assert_refused(
			*state, image_of(*state, version, twice, 2), (const char *const[]){"", "a", NULL});
	}
}

/* A folder's files must not be missed in silence because another path stands in their place. */
static void test_order__wrong_is_an_error_for_a_folder(void **state)
{
	static const struct image_entry unsorted[] = {{"z"}, {"a/b"}};

	for (unsigned version = 2; version <= 4; version++)
		assert_refused(
			*state, image_of(*state, version, unsorted, 2), (const char *const[]){"a", NULL});
}

static bool has_tree(struct arena *arena, struct str content, const char *folder)
{
	struct image image = image_start(arena, 2);
	struct index *index = NULL;
	const char *feature = NULL;
	struct object_id id = {{0}};
	struct error error;
	bool found;

	image_add(&image, &plain[0]);
	image_add_extension(&image, "TREE", content);
	if (image_open(arena, image_end(&image, ' '), &index, &feature, &error) || !index) {
		fail_msg("%s", error.message);
		return false;
	}
	found = index_folder_id(index, str_from(folder), &id);
	/* the second and the third time its siblings have been listed */
	for (unsigned again = 0; again < 2; again++) {
		struct object_id same = {{0}};

		assert_int_equal(index_folder_id(index, str_from(folder), &same), found);
		assert_true(object_id_equal(&same, &id));
	}
	if (found)
		assert_memory_equal(id.bytes, ID "\0\0\0\0\0\0\0\0\0\0\0", 32);
	return found;
}

static void test_folder_id__is_the_cached_tree(void **state)
{
	struct str content = {trees, sizeof trees - 1};

	assert_true(has_tree(*state, content, ""));
	assert_true(has_tree(*state, content, "b"));
	assert_true(has_tree(*state, content, "b/c"));
	assert_false(has_tree(*state, content, "z"));
	assert_false(has_tree(*state, content, "c"));
	assert_false(has_tree(*state, content, "b/c/d"));
	assert_false(has_tree(*state, content, "q"));
	assert_false(has_tree(*state, content, "b/q"));
	assert_false(has_tree(*state, content, "bb"));
}

static void test_folder_id__each_child_has_its_own(void **state)
{
	static const char content[] = "\0"
								  "4 2\n"
								  "00000000000000000000"
								  "a\0"
								  "2 1\n"
								  "11111111111111111111"
								  "b\0"
								  "1 0\n"
								  "22222222222222222222"
								  "b\0"
								  "1 0\n" ID;

	assert_true(has_tree(*state, (struct str){content, sizeof content - 1}, "b"));
}

static void test_folder_id__of_malformed_trees_is_none(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
		{"", 0},
		{"\0", 1},
		{"\0"
		 "1",
			2},
		{"\0"
		 "1 0",
			4},
		{"\0"
		 "1 0\n",
			5},
		{"\0"
		 "1 0\niiiiiiiiiiiiiiiiiii",
			24},
		{"\0"
		 "1\n" ID,
			23},
		{"x", 1},
		{"\0"
		 "1 -1\n" ID,
			26},
		{"\0"
		 "1 99999999999999999999\n" ID,
			44},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_false(has_tree(*state, (struct str){cases[i].bytes, cases[i].len}, ""));
}

/* Numbers that are missing: reading must not go on into the next line, the checksum and beyond.
 * The checksum is made of blanks, so nothing stops a number's reader there. */
static void test_folder_id__numbers_end_with_their_line(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {{"\0"
				  "\n",
					 2},
		{"\0"
		 " \n",
			3},
		{"\0"
		 "-1 \n",
			5},
		{"\0"
		 "-1\n",
			4}};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		pid_t child = fork();
		int status;

		if (!child) {
			signal(SIGSEGV, SIG_DFL); /* cmocka's handler would go on with the next test */
			_exit(has_tree(*state, (struct str){cases[i].bytes, cases[i].len}, ""));
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_whole__is_read),
		with_arena(test_cut_off__anywhere_is_an_error_or_makes_no_difference),
		with_arena(test_bits__flipped_one_by_one_never_lead_astray),
		with_arena(test_bytes__replaced_one_by_one_never_lead_astray),
		with_arena(test_order__wrong_is_an_error_for_all_files),
		with_arena(test_order__wrong_is_an_error_for_a_folder),
		with_arena(test_folder_id__is_the_cached_tree),
		with_arena(test_folder_id__each_child_has_its_own),
		with_arena(test_folder_id__of_malformed_trees_is_none),
		with_arena(test_folder_id__numbers_end_with_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
