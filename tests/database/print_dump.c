/* SPDX-License-Identifier: MIT */
/*
 * What mighook makes of dumps, for tests:
 *   print_dump dump ADDRESS VERSION [OPTION]...   --acl, --quote, --exclude-schema=PATTERN,
 *                                                 --timeout=MILLISECONDS
 *   print_dump two ADDRESS VERSION ADDRESS        both, one after the other
 *   print_dump objects FILE                       kind|schema|name|line of each
 *   print_dump write FILE                         as it is committed
 *   print_dump clean FILE                         as it is executed
 *   print_dump compare LEFT RIGHT [-v]            kind|name|change of what differs
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "database/dump.h"
#include "database/dump_compare.h"

static int fail(const struct error *error)
{
	fprintf(stderr, "%s\n%s\n", error->message, error->hint);
	return 2;
}

static int print(struct str text)
{
	fwrite(text.ptr, 1, text.len, stdout);
	return 0;
}

static int print_dump(struct arena *arena, int count, char **words)
{
	struct connection_address address = {.words = str_from(words[2])};
	struct dump_options options = {.timeout = 20000};
	struct str exclude = STR("--exclude-schema="), timeout = STR("--timeout="), dump;
	struct error error;

	for (int i = 4; i < count; i++) {
		struct str word = str_from(words[i]);

		options.has_privileges |= str_equal(word, STR("--acl"));
		options.quotes_identifiers |= str_equal(word, STR("--quote"));
		if (str_starts(word, timeout))
			options.timeout = strtol(words[i] + timeout.len, NULL, 10);
		if (str_starts(word, exclude))
			str_list_add(arena, &options.excluded_schemas, str_slice(word, exclude.len, word.len));
	}
	if (dump_database(&dump, arena, &address, (int)strtol(words[3], NULL, 10), &options, &error))
		return fail(&error);
	return print(dump);
}

static int print_two(struct arena *arena, char **words)
{
	struct connection_address addresses[] = {
		{.words = str_from(words[2])}, {.words = str_from(words[4])}};
	struct dump_options options = {.timeout = 20000};
	struct str dumps[2];
	struct error error;

	if (dump_two_databases(
			dumps, arena, addresses, (int)strtol(words[3], NULL, 10), &options, &error))
		return fail(&error);
	return print(dumps[0]) || print(dumps[1]);
}

static int read_objects(struct dump_objects *ret, struct arena *arena, const char *path)
{
	struct error error;
	struct str dump;

	if (file_read(&dump, arena, str_from(path), &error) ||
		dump_objects_read(ret, arena, dump, &error))
		return fail(&error);
	return 0;
}

static int print_objects(struct arena *arena, const char *path, bool is_written)
{
	struct dump_objects objects;
	int status = read_objects(&objects, arena, path);

	if (status || is_written)
		return status ? status : print(dump_objects_write(arena, &objects, STR("a head\nof two")));
	for (size_t i = 0; i < objects.count; i++)
		printf("%.*s|%.*s|%.*s|%zu\n", STR_ARG(objects.items[i].kind),
			STR_ARG(objects.items[i].schema), STR_ARG(objects.items[i].name),
			objects.items[i].line);
	return 0;
}

static int print_clean(struct arena *arena, const char *path)
{
	struct error error;
	struct str dump;

	if (file_read(&dump, arena, str_from(path), &error))
		return fail(&error);
	return print(dump_without_noise(arena, dump));
}

static int print_differences(struct arena *arena, char **words)
{
	struct dump_objects left, right;
	struct drift_objects differences;

	if (read_objects(&left, arena, words[2]) || read_objects(&right, arena, words[3]))
		return 2;
	differences = dump_compare(arena, &left, &right);
	for (size_t i = 0; i < differences.count; i++) {
		const struct drift_object *object = &differences.items[i];

		printf("%.*s|%.*s|%s\n", STR_ARG(object->kind), STR_ARG(object->name),
			drift_changes[object->change]);
		if (words[4])
			printf("  table %.*s\n  left  %.*s\n  right %.*s\n", STR_ARG(object->table),
				STR_ARG(object->left), STR_ARG(object->right));
	}
	return differences.count != 0;
}

int main(int count, char **words)
{
	struct arena arena = {0};
	int status = 2;

	if (count >= 4 && !strcmp(words[1], "dump"))
		status = print_dump(&arena, count, words);
	else if (count == 5 && !strcmp(words[1], "two"))
		status = print_two(&arena, words);
	else if (count == 3 && !strcmp(words[1], "objects"))
		status = print_objects(&arena, words[2], /* is_written= */ false);
	else if (count == 3 && !strcmp(words[1], "write"))
		status = print_objects(&arena, words[2], /* is_written= */ true);
	else if (count == 3 && !strcmp(words[1], "clean"))
		status = print_clean(&arena, words[2]);
	else if (count >= 4 && !strcmp(words[1], "compare"))
		status = print_differences(&arena, words);
	arena_release(&arena);
	return status;
}
