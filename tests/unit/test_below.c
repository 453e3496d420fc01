/* SPDX-License-Identifier: MIT */
#include "unit/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/below.h"
#include "base/file.h"

static struct str root_of(const struct place *place)
{
	return str_from(place->folder);
}

static mode_t mode_of(struct place *place, const char *name)
{
	struct stat status;

	assert_int_equal(lstat(in_folder(place, name).ptr, &status), 0);
	return status.st_mode & 07777;
}

static void test_create__makes_folders_and_leaves_permissions_to_the_umask(void **state)
{
	struct place *place = *state;
	mode_t before = umask(027);
	struct error error;
	bool is_there = true;
	struct str got;

	assert_int_equal(
		below_create(root_of(place), STR("a/b/c.sql"), STR("x\n"), &is_there, &error), 0);
	umask(before);
	assert_false(is_there);
	assert_int_equal(mode_of(place, "a/b/c.sql"), 0640);
	assert_int_equal(mode_of(place, "a/b"), 0750);
	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("a/b/c.sql"), &error), 0);
	assert_text(got, "x\n");
}

static void test_create__leaves_what_is_there(void **state)
{
	struct place *place = *state;
	struct error error;
	bool is_there = false;
	struct str got;

	assert_int_equal(below_create(root_of(place), STR("a"), STR("1"), &is_there, &error), 0);
	assert_int_equal(below_create(root_of(place), STR("a"), STR("2"), &is_there, &error), 0);
	assert_true(is_there);
	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("a"), &error), 0);
	assert_text(got, "1");
	/* a link that leads nowhere is there too */
	assert_int_equal(symlink("nowhere", in_folder(place, "b").ptr), 0);
	assert_int_equal(below_create(root_of(place), STR("b"), STR("2"), &is_there, &error), 0);
	assert_true(is_there);
	assert_int_equal(access(in_folder(place, "nowhere").ptr, F_OK), -1);
}

static void test_create__follows_no_link(void **state)
{
	struct place *place = *state;
	struct error error;
	bool is_there;
	struct str got;

	assert_int_equal(mkdir(in_folder(place, "real").ptr, 0777), 0);
	assert_int_equal(symlink("real", in_folder(place, "link").ptr), 0);
	assert_int_equal(below_create(root_of(place), STR("link/a"), STR("1"), &is_there, &error), -1);
	assert_contains(error.message, "link is a symbolic link");
	assert_int_equal(access(in_folder(place, "real/a").ptr, F_OK), -1);
	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("link/a"), &error), -1);
	assert_contains(error.message, "symbolic link");
	assert_int_equal(symlink("real", in_folder(place, "file").ptr), 0);
	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("file"), &error), -1);
}

static void test_create__names_what_is_in_the_way(void **state)
{
	struct place *place = *state;
	struct error error;
	bool is_there;

	assert_int_equal(below_create(root_of(place), STR("a"), STR("1"), &is_there, &error), 0);
	assert_int_equal(below_create(root_of(place), STR("a/b"), STR("1"), &is_there, &error), -1);
	assert_contains(error.message, "a: Not a directory");
}

static void test_read__of_nothing_is_none(void **state)
{
	struct place *place = *state;
	struct error error;
	struct str got = STR("x");

	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("a/b"), &error), 0);
	assert_none(got);
	got = STR("x");
	assert_int_equal(below_read(&got, &place->arena, root_of(place), STR("a"), &error), 0);
	assert_none(got);
}

static void test_remove__takes_one_file(void **state)
{
	struct place *place = *state;
	struct error error;
	bool is_there;

	assert_int_equal(below_create(root_of(place), STR("a/b"), STR("1"), &is_there, &error), 0);
	assert_int_equal(below_remove(root_of(place), STR("a/b"), &error), 0);
	assert_int_equal(access(in_folder(place, "a/b").ptr, F_OK), -1);
	assert_int_equal(below_remove(root_of(place), STR("a/b"), &error), -1);
}

static void test_path__stays_below(void **state)
{
	static const struct {
		const char *path, *expected;
	} cases[] = {{"a", "a"}, {"./a//b/.", "a/b"}, {"a/../b", "b"}, {"a/..", ""}, {"", ""},
		{"..", NULL}, {"a/../../b", NULL}, {"/a", NULL}};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str path = below_path(&arena, str_from(cases[i].path));

		if (cases[i].expected)
			assert_str(path, cases[i].expected);
		else
			assert_null(path.ptr);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_folder(test_create__makes_folders_and_leaves_permissions_to_the_umask),
		with_folder(test_create__leaves_what_is_there),
		with_folder(test_create__follows_no_link),
		with_folder(test_create__names_what_is_in_the_way),
		with_folder(test_read__of_nothing_is_none),
		with_folder(test_remove__takes_one_file),
		cmocka_unit_test(test_path__stays_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
