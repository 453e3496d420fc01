/* SPDX-License-Identifier: MIT */
#include "command/arguments.h"

#include <getopt.h>

#include "base/escape.h"
#include "base/nearest.h"
#include "base/vec.h"

const struct option_row common_options[] = {
	{"help", 'h', NULL, "show the help of the command"},
	{"version", 0, NULL, "show the version"},
	{"directory", 'C', "DIR", "run as if started in DIR"},
	{"quiet", 'q', NULL, "print findings and errors only"},
	{"color", 0, "auto|always|never", "colours; `auto`: on a terminal"},
	{"policy", 0, "FILE", "the policy to judge by, in place of `.mighook.yaml`"},
	{"format", 0, "FORMAT[=FILE]", "how to write it, and into which file; may be repeated"},
	{"json", 0, NULL, "the same as `--format json`"},
	{NULL},
};

/* The tables as getopt_long wants them. */
struct getopt_tables {
	struct option *longs;
	const struct option_row **rows; /* of the same index as `longs` */
	struct str letters;
	size_t count;
};

static void add_rows(
	struct getopt_tables *tables, struct text *letters, const struct option_row *rows)
{
	for (const struct option_row *row = rows; row && row->name; row++) {
		tables->longs[tables->count] = (struct option){
			row->name, row->value ? required_argument : no_argument, NULL, 0};
		tables->rows[tables->count++] = row;
		if (row->letter)
			text_addf(letters, "%c%s", row->letter, row->value ? ":" : "");
	}
}

static size_t count_rows(const struct option_row *rows)
{
	size_t count = 0;

	while (rows && rows[count].name)
		count++;
	return count;
}

static struct getopt_tables make_tables(
	struct arena *arena, const struct option_row *own, bool stop_early)
{
	size_t count = count_rows(common_options) + count_rows(own);
	struct getopt_tables tables = {
		.longs = arena_array(arena, struct option, count + 1),
		.rows = arena_array(arena, const struct option_row *, count),
	};
	struct text letters = {.arena = arena};

	text_add(&letters, stop_early ? STR("+:") : STR(":"));
	add_rows(&tables, &letters, own);
	add_rows(&tables, &letters, common_options);
	tables.letters = text_str(&letters);
	return tables;
}

static const struct option_row *row_of_letter(const struct getopt_tables *tables, int letter)
{
	for (size_t i = 0; i < tables->count; i++)
		if (tables->rows[i]->letter == letter)
			return tables->rows[i];
	return NULL;
}

static int unknown_option(struct arena *arena, const struct getopt_tables *tables,
	const char *argument, struct error *reterr)
{
	struct str word = str_from(argument), nearest;
	struct str_list names = {0};

	while (word.len && word.ptr[0] == '-')
		word = str_slice(word, 1, word.len);
	word = str_slice(word, 0, str_find(word, STR("="), 0));
	for (size_t i = 0; i < tables->count; i++)
		str_list_add(arena, &names, str_from(tables->rows[i]->name));
	nearest = nearest_word(arena, word, &names);
	if (str_equal(nearest, word))
		return error_set(reterr, "option '--%.*s' %s", STR_ARG(word),
			strchr(argument, '=') ? "takes no value" : "needs a value");
	error_set(reterr, "unknown or incomplete option '%s'%s%.*s%s",
		escape_text(arena, str_from(argument), false).ptr, nearest.ptr ? "; did you mean '--" : "",
		STR_ARG(nearest), nearest.ptr ? "'?" : "");
	return error_hint(reterr, "mighook help");
}

int arguments_read(struct arguments *ret, struct arena *arena, const struct option_row *own,
	bool stop_early, int argc, char **argv, int *ret_next, struct error *reterr)
{
	struct getopt_tables tables = make_tables(arena, own, stop_early);
	struct arguments arguments = {0};
	int code, index = 0;

	opterr = 0;
	optind = 0; /* glibc: start anew */
	while ((code = getopt_long(argc, argv, tables.letters.ptr, tables.longs, &index)) != -1) {
		const struct option_row *row = code ? row_of_letter(&tables, code) : tables.rows[index];

		if (code == '?' || code == ':' || !row)
			return unknown_option(arena, &tables, argv[optind > 1 ? optind - 1 : 1], reterr);
		*vec_push(arena, &arguments.options) = (struct argument){
			row, row->value ? str_from(optarg) : (struct str){NULL, 0}};
	}
	*ret_next = optind;
	while (!stop_early && optind < argc)
		str_list_add(arena, &arguments.positional, str_from(argv[optind++]));
	*ret = arguments;
	return 0;
}

struct str arguments_value(const struct arguments *arguments, const char *name)
{
	struct str value = {NULL, 0};

	for (size_t i = 0; i < arguments->options.count; i++)
		if (!strcmp(arguments->options.items[i].option->name, name))
			value = arguments->options.items[i].value;
	return value;
}

struct str_list arguments_values(
	const struct arguments *arguments, struct arena *arena, const char *name)
{
	struct str_list values = {0};

	for (size_t i = 0; i < arguments->options.count; i++)
		if (!strcmp(arguments->options.items[i].option->name, name))
			str_list_add(arena, &values, arguments->options.items[i].value);
	return values;
}

bool arguments_has(const struct arguments *arguments, const char *name)
{
	for (size_t i = 0; i < arguments->options.count; i++)
		if (!strcmp(arguments->options.items[i].option->name, name))
			return true;
	return false;
}
