/* SPDX-License-Identifier: MIT */
#include "command/topics.h"

#include "base/paragraph.h"
#include "migration/runner.h"

enum { INDENT = 4 };

const struct topic_row environment_rows[] = {
	{"MIGHOOK", "0: hooks do nothing but say so; those of a server ignore it."},
	{"MIGHOOK_NOW", "The time in seconds since 1970, in place of the clock."},
	{"MIGHOOK_POLICY", "The policy to judge by, unless --policy is given."},
	{"MIGHOOK_REST_KEY", "The key of the PostgREST that --rest names."},
	{"MIGHOOK_SKIP",
		"Rules, separated by commas, that are not asked; said on standard error. Ranges, pushes "
		"and "
		"audits ignore it."},
	{"MIGRATION_VALIDATION_MODE",
		"The mode of `mighook gate` where neither --mode nor --since is given: `strict`, "
		"`manifest`, `since`, `relaxed` or `hash`."},
	{"NO_COLOR", "If it is set, nothing is coloured unless `--color always` is given."},
};

const size_t environment_row_count = ARRAY_LENGTH(environment_rows);

const struct topic_row exit_rows[] = {
	{"0", "nothing was found at or above --fail-on"},
	{"1", "something was found"},
	{"2", "it could not check; hooks refuse"},
};

const size_t exit_row_count = ARRAY_LENGTH(exit_rows);

/* "`a`, `b`" of "a|b". */
static void add_words(struct text *text, struct str words)
{
	struct str word;

	for (size_t i = 0; str_next(&words, '|', &word); i++)
		text_addf(text, "%s`%.*s`", i ? ", " : "", STR_ARG(word));
}

static struct text meaning(struct arena *arena, const char *line, const char *details,
	enum value_kind kind, const char *choices)
{
	struct text text = {.arena = arena};

	text_add(&text, paragraph_sentence(arena, str_from(line)));
	if (details)
		text_addf(&text, " %s", details);
	if (choices || kind == VALUE_RUNNER)
		text_add(&text, STR(" One of "));
	if (choices)
		add_words(&text, str_from(choices));
	for (size_t i = 0; kind == VALUE_RUNNER && i < runner_count; i++)
		text_addf(&text, "%s`%s`", i ? ", " : "", runners[i].name);
	if (choices || kind == VALUE_RUNNER)
		text_add_byte(&text, '.');
	return text;
}

static void add_fallback(struct text *text, enum value_kind kind, const char *fallback)
{
	if (!fallback)
		return;
	text_add(text, STR(" Default: "));
	if (kind == VALUE_LIST)
		add_words(text, str_from(fallback));
	else
		text_addf(text, "`%s`", fallback);
	text_add_byte(text, '.');
}

struct str policy_key_meaning(struct arena *arena, const struct policy_key *key)
{
	struct text text = meaning(arena, key->meaning, key->details, key->kind, key->choices);

	add_fallback(&text, key->kind, key->fallback);
	if (key->required)
		text_add(&text, STR(" Required."));
	return text_str(&text);
}

struct str option_key_meaning(struct arena *arena, const struct option_key *option)
{
	struct text text = meaning(arena, option->meaning, NULL, option->kind, option->choices);

	add_fallback(&text, option->kind, option->fallback);
	return text_str(&text);
}

static void write_row(FILE *out, const char *name, struct str meaning)
{
	fprintf(out, "%s\n%*s", name, INDENT, "");
	paragraph_write(out, meaning, INDENT, INDENT);
}

static void write_environment(FILE *out, struct arena *arena)
{
	(void)arena;
	for (size_t i = 0; i < environment_row_count; i++)
		write_row(out, environment_rows[i].name, str_from(environment_rows[i].meaning));
}

static void write_policy_file(FILE *out, struct arena *arena)
{
	fprintf(out,
		"Keys of .mighook.yaml: [] is an item of a list, * a name of your choice.\n"
		"`mighook policy show` prints what holds here.\n\n");
	for (size_t i = 0; i < policy_key_count; i++)
		write_row(out, policy_keys[i].pattern, policy_key_meaning(arena, &policy_keys[i]));
}

const struct topic topics[] = {
	{"environment", write_environment},
	{"policy-file", write_policy_file},
};

const size_t topic_count = ARRAY_LENGTH(topics);

const struct topic *topic_find(struct str name)
{
	for (size_t i = 0; i < topic_count; i++)
		if (str_equal(name, str_from(topics[i].name)))
			return &topics[i];
	return NULL;
}
