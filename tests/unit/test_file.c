/* SPDX-License-Identifier: MIT */
#include "unit/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"

static struct str content_of(struct place *place, const char *name)
{
	struct str bytes = {NULL, 0};
	struct error error;

	if (file_read(&bytes, &place->arena, in_folder(place, name), &error))
		fail_msg("%s", error.message);
	return bytes;
}

static void write_file(struct place *place, const char *name, struct str bytes, mode_t mode)
{
	struct error error;

	if (file_write(in_folder(place, name), bytes, mode, &error))
		fail_msg("%s", error.message);
}

static size_t count_files(struct place *place)
{
	DIR *folder = opendir(place->folder);
	size_t count = 0;

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count - 2;
}

static mode_t mode_of(struct place *place, const char *name)
{
	struct stat status;

	assert_int_equal(stat(in_folder(place, name).ptr, &status), 0);
	return status.st_mode & 07777;
}

static void test_read__gives_all_bytes(void **state)
{
	static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 100000};
	struct place *place = *state;

	for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
		char *bytes = arena_alloc(&place->arena, sizes[i] + 1);
		struct str got;

		for (size_t j = 0; j < sizes[i]; j++)
			bytes[j] = (char)(j * 7 % 256);
		write_file(place, "f", (struct str){bytes, sizes[i]}, 0644);
		got = content_of(place, "f");
		assert_non_null(got.ptr);
		assert_int_equal(got.len, sizes[i]);
		assert_memory_equal(got.ptr, bytes, sizes[i]);
	}
}

/* /proc says that its files have no bytes. */
static void test_read__takes_more_than_the_announced_size(void **state)
{
	struct place *place = *state;
	struct str bytes = {NULL, 0};
	struct error error;

	assert_int_equal(file_read(&bytes, &place->arena, STR("/proc/self/status"), &error), 0);
	assert_true(bytes.len > 100);
	assert_true(str_starts(bytes, STR("Name:")));
}

static void test_read__path_need_not_be_terminated(void **state)
{
	struct place *place = *state;
	struct str path = in_folder(place, "fx"), bytes;
	struct error error;

	write_file(place, "f", STR("1"), 0644);
	assert_int_equal(file_read(&bytes, &place->arena, str_slice(path, 0, path.len - 1), &error), 0);
	assert_str(bytes, "1");
}

static void test_read__failure_names_the_file_and_keeps_the_output(void **state)
{
	struct place *place = *state;
	struct str bytes = {"kept", 4};
	struct error error = {.message = ""};

	assert_int_equal(file_read(&bytes, &place->arena, in_folder(place, "no\x1bne"), &error), -1);
	assert_contains(error.message, "no\\x1Bne");
	assert_lacks(error.message, "\x1b");
	assert_string_equal(bytes.ptr, "kept");
	assert_int_equal(file_read(&bytes, &place->arena, str_from(place->folder), &error), -1);
	assert_contains(error.message, place->folder);
	assert_string_equal(bytes.ptr, "kept");
}

static void test_write__sets_bytes_and_mode(void **state)
{
	struct place *place = *state;
	mode_t mask = umask(0077);

	write_file(place, "run", STR("#!/bin/sh\n"), 0755);
	write_file(place, "read", STR("x"), 0644);
	umask(mask);
	assert_int_equal(mode_of(place, "run"), 0755);
	assert_int_equal(mode_of(place, "read"), 0644);
	assert_str(content_of(place, "run"), "#!/bin/sh\n");
	assert_int_equal(count_files(place), 2);
}

static void test_write__replaces_without_touching_the_old_file(void **state)
{
	struct place *place = *state;
	char old[8] = "";
	int descriptor;

	write_file(place, "f", STR("old"), 0600);
	descriptor = open(in_folder(place, "f").ptr, O_RDONLY);
	write_file(place, "f", STR("new text"), 0644);
	assert_int_equal(read(descriptor, old, sizeof old), 3);
	close(descriptor);
	assert_memory_equal(old, "old", 3);
	assert_str(content_of(place, "f"), "new text");
	assert_int_equal(mode_of(place, "f"), 0644);
	assert_int_equal(count_files(place), 1);
}

static void test_create__writes_a_new_file_and_never_another(void **state)
{
	struct place *place = *state;
	struct error error = {.message = ""};

	assert_int_equal(file_create(in_folder(place, "f"), STR("first"), 0644, &error), 0);
	assert_str(content_of(place, "f"), "first");
	assert_int_equal(mode_of(place, "f"), 0644);
	assert_int_equal(file_create(in_folder(place, "f"), STR("second"), 0644, &error), -1);
	assert_contains(error.message, "File exists");
	assert_str(content_of(place, "f"), "first");
	assert_int_equal(count_files(place), 1);
	/* nor through a link, wherever it leads */
	assert_int_equal(symlink("nowhere", in_folder(place, "l").ptr), 0);
	assert_int_equal(file_create(in_folder(place, "l"), STR("x"), 0644, &error), -1);
	assert_int_equal(count_files(place), 2);
}

static void test_write__failure_leaves_nothing_behind(void **state)
{
	struct place *place = *state;
	struct error error = {.message = ""};

	assert_int_equal(file_write(in_folder(place, "no/f"), STR("x"), 0644, &error), -1);
	assert_contains(error.message, "no/f");
	assert_int_equal(mkdir(in_folder(place, "d").ptr, 0777), 0);
	assert_int_equal(file_write(in_folder(place, "d"), STR("x"), 0644, &error), -1);
	assert_int_equal(count_files(place), 1);
}

static void test_make_folder__makes_all_of_them(void **state)
{
	struct place *place = *state;
	struct error error;
	struct stat status;

	assert_int_equal(file_make_folder(in_folder(place, "a/b/c"), &error), 0);
	assert_int_equal(stat(in_folder(place, "a/b/c").ptr, &status), 0);
	assert_true(S_ISDIR(status.st_mode));
	assert_int_equal(file_make_folder(in_folder(place, "a/b/c"), &error), 0);
	assert_int_equal(file_make_folder(in_folder(place, "a/b/d/"), &error), 0);
	assert_int_equal(stat(in_folder(place, "a/b/d").ptr, &status), 0);
}

static void test_make_folder__below_a_file_is_an_error(void **state)
{
	struct place *place = *state;
	struct error error = {.message = ""};

	write_file(place, "f", STR(""), 0644);
	assert_int_equal(file_make_folder(in_folder(place, "f/a/b"), &error), -1);
	assert_contains(error.message, "/f/a");
}

static void test_make_folder__in_place_of_a_file_is_an_error(void **state)
{
	struct place *place = *state;
	struct error error = {.message = ""};

	write_file(place, "f", STR(""), 0644);
	assert_int_equal(file_make_folder(in_folder(place, "f"), &error), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_folder(test_read__gives_all_bytes),
		with_folder(test_read__takes_more_than_the_announced_size),
		with_folder(test_read__path_need_not_be_terminated),
		with_folder(test_read__failure_names_the_file_and_keeps_the_output),
		with_folder(test_write__sets_bytes_and_mode),
		with_folder(test_write__replaces_without_touching_the_old_file),
		with_folder(test_create__writes_a_new_file_and_never_another),

		with_folder(test_write__failure_leaves_nothing_behind),
		with_folder(test_make_folder__makes_all_of_them),
		with_folder(test_make_folder__below_a_file_is_an_error),
		with_folder(test_make_folder__in_place_of_a_file_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
