/* SPDX-License-Identifier: MIT */
/*
 * Writes a document: a template of install/manual or install/completions, in which lines `@part@`
 * are replaced by what the program's tables say, and @version@ and @date@ by those of the release.
 *
 * usage: write_documents TEMPLATE YYYY-MM-DD DOCUMENT
 */
#include "documents/parts.h"

#include "base/clock.h"
#include "base/file.h"
#include "command/help.h"
#include "version.h"

static const struct part *find_part(struct str name)
{
	const struct part *const tables[] = {
		manual_parts, policy_parts, rule_parts, bash_parts, zsh_parts, fish_parts};

	for (size_t i = 0; i < ARRAY_LENGTH(tables); i++)
		for (const struct part *part = tables[i]; part->name; part++)
			if (str_equal(name, str_from(part->name)))
				return part;
	return NULL;
}

/* As mdoc wants a date: "November 21, 2026"; ptr NULL if it is none. */
static struct str long_date(struct arena *arena, struct str date)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};
	struct text digits = {.arena = arena};
	struct datetime day;
	struct str part;

	while (str_next(&date, '-', &part))
		text_add(&digits, part);
	if (!datetime_parse(text_str(&digits), &day) || datetime_mistake(&day))
		return (struct str){NULL, 0};
	return str_format(arena, "%s %d, %d", months[day.month - 1], day.day, day.year);
}

static void write_line(FILE *out, struct arena *arena, struct str line, struct str date)
{
	const struct {
		struct str word, value;
	} words[] = {{STR("@version@"), STR(MIGHOOK_VERSION)}, {STR("@date@"), date},
		{STR("@summary@"), STR(PROGRAM_SUMMARY)}};
	struct text text = {.arena = arena};

	while (line.len) {
		size_t i = 0;

		while (i < ARRAY_LENGTH(words) && !str_starts(line, words[i].word))
			i++;
		text_add(&text, i < ARRAY_LENGTH(words) ? words[i].value : str_slice(line, 0, 1));
		line = str_slice(line, i < ARRAY_LENGTH(words) ? words[i].word.len : 1, line.len);
	}
	fprintf(out, "%s\n", text_str(&text).ptr);
}

static int write_document(
	FILE *out, struct arena *arena, struct str template, struct str date, struct error *reterr)
{
	struct str line;

	while (template.len && str_next(&template, '\n', &line)) {
		const struct part *part;

		if (line.len < 3 || !str_starts(line, STR("@")) || !str_ends(line, STR("@"))) {
			write_line(out, arena, line, date);
			continue;
		}
		part = find_part(str_slice(line, 1, line.len - 1));
		if (!part)
			return error_set(reterr, "there is no part %.*s", STR_ARG(line));
		part->write(out, arena);
	}
	return 0;
}

/* The whole document in memory: half a one must not be left behind for the next build. */
static int make(struct arena *arena, struct str template_path, struct str date, struct str path,
	struct error *reterr)
{
	struct str template;
	char *bytes = NULL;
	size_t size = 0;
	FILE *out = NULL;
	int result;

	if (file_read(&template, arena, template_path, reterr))
		return -1;
	out = open_memstream(&bytes, &size);
	if (!out)
		return error_set(reterr, "out of memory");
	result = write_document(out, arena, template, date, reterr);
	fclose(out);
	if (!result)
		result = file_write(path, (struct str){bytes, size}, 0644, reterr);
	free(bytes);
	return result;
}

int main(int argc, char **argv)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct error error = {.message = ""};
	struct str date = {NULL, 0};

	if (argc == 4)
		date = long_date(&arena, str_from(argv[2]));
	if (!date.ptr) {
		fprintf(stderr, "usage: write_documents TEMPLATE YYYY-MM-DD DOCUMENT\n");
		return 2;
	}
	if (make(&arena, str_from(argv[1]), date, str_from(argv[3]), &error)) {
		fprintf(stderr, "write_documents: %s: %s\n", argv[1], error.message);
		return 2;
	}
	return 0;
}
