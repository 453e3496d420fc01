/* SPDX-License-Identifier: MIT */
/* A vocabulary for the tests of policies: a few rules with options of their own, the others as they
 * are, every runner, some history tables. */
#ifndef MIGHOOK_UNIT_WORDS_H
#define MIGHOOK_UNIT_WORDS_H

#include "unit/fixture.h"

#include "rules/rules.h"

static const struct option_key header_options[] = {
	{"fields", VALUE_LIST, NULL, NULL, "required fields"},
	{"ticket", VALUE_REGEX, NULL, NULL, "pattern of tickets"},
	{"max-age", VALUE_DURATION, NULL, "30d", "oldest"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static const struct option_key command_options[] = {
	{"commands", VALUE_LIST, NULL, "a b|c", "commands"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static const struct rule_key word_command = {
	"forbidden-command", SEVERITY_OFF, command_options, false, NULL, true};
static const struct rule_key word_header = {"header-missing", SEVERITY_OFF, header_options, false};
static const struct rule_key word_count = {"migration-count", SEVERITY_INFO, NULL, false};
static const struct rule_key word_name = {"name-malformed", SEVERITY_ERROR, NULL, true};
static const struct rule_key word_missing = {"rollback-missing", SEVERITY_OFF, NULL, false};
static const struct rule_key word_runnable = {"rollback-runnable", SEVERITY_ERROR, NULL, false};
static const struct rule_key word_snapshot = {"snapshot-not-staged", SEVERITY_ERROR, NULL, false};
static const struct rule_key word_future = {"version-in-future", SEVERITY_WARNING, NULL, true};

static const struct rule_key *const word_rules[] = {&word_command, &word_header, &word_count,
	&word_name, &word_missing, &word_runnable, &word_snapshot, &word_future};

/* The rules above, and of the catalogue what the shipped policies speak of besides. */
static inline void add_word_rules(struct arena *arena, struct vocabulary *vocabulary)
{
	const struct rule_key **keys = arena_array(
		arena, const struct rule_key *, ARRAY_LENGTH(word_rules) + rule_count);

	vocabulary->rules = keys;
	for (size_t i = 0; i < ARRAY_LENGTH(word_rules); i++)
		keys[vocabulary->rule_count++] = word_rules[i];
	for (size_t i = 0; i < rule_count; i++)
		if (!vocabulary_rule(vocabulary, str_from(rules[i]->key.id)))
			keys[vocabulary->rule_count++] = &rules[i]->key;
}

static inline struct vocabulary words_of(struct arena *arena)
{
	static const char *const names[] = {"supabase", "prisma", "flyway", "golang-migrate", "dbmate",
		"goose", "sqlx", "diesel", "plain"};
	static const char *const histories[] = {
		"supabase", "goose", "migrations_history", "_migrations", "dragonfly_migrations"};
	struct vocabulary vocabulary = {.rule_count = 0};

	add_word_rules(arena, &vocabulary);
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		str_list_add(arena, &vocabulary.runners, str_from(names[i]));
	for (size_t i = 0; i < ARRAY_LENGTH(histories); i++)
		str_list_add(arena, &vocabulary.histories, str_from(histories[i]));
	str_list_add(arena, &vocabulary.history_columns, STR("version"));
	str_list_add(arena, &vocabulary.history_columns, STR("name"));
	return vocabulary;
}

#endif
