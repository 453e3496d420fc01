/* SPDX-License-Identifier: MIT */
#include "command/kinds.h"

#include "base/vec.h"
#include "command/topics.h"
#include "hooks/hook.h"
#include "rules/rules.h"

static void add(struct arena *arena, struct choices *choices, const char *word, const char *summary)
{
	*vec_push(arena, choices) = (struct choice){str_from(word), str_from(summary)};
}

static void list_rules(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (size_t i = 0; i < rule_count; i++)
		add(arena, ret, rules[i]->key.id, rules[i]->summary);
}

static void list_runners(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (size_t i = 0; i < runner_count; i++)
		add(arena, ret, runners[i].name, runners[i].expected_name);
}

static void list_severities(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (enum severity severity = SEVERITY_INFO; severity <= SEVERITY_ERROR; severity++)
		add(arena, ret, severity_name(severity), NULL);
}

static void list_hooks(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (size_t i = 0; i < hook_count; i++)
		add(arena, ret, hooks[i]->name, NULL);
}

static void list_commands(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (size_t i = 0; i < command_row_count; i++)
		if (command_is_shown(&command_rows[i]))
			add(arena, ret, command_rows[i].name, command_summary(&command_rows[i]));
}

static void list_topics(struct arena *arena, const struct command *command, struct choices *ret)
{
	(void)command;
	for (size_t i = 0; i < topic_count; i++)
		add(arena, ret, topics[i].name, NULL);
}

static void list_policies(struct arena *arena, const struct command *command, struct choices *ret)
{
	struct shipped_policies shipped = policy_shipped(arena);

	(void)command;
	for (size_t i = 0; i < shipped.count; i++)
		*vec_push(arena, ret) = (struct choice){shipped.items[i].name, shipped.items[i].summary};
}

static bool is_written(const struct reporter *reporter, unsigned writes)
{
	return (writes & WRITES_FINDINGS && reporter->write) ||
		(writes & WRITES_REVIEW && reporter->write_review) ||
		(writes & WRITES_GATE && reporter->write_gate);
}

/* The reports of findings, of reviews and of gates; other commands write for a reader or for a
 * program. */
static void list_formats(struct arena *arena, const struct command *command, struct choices *ret)
{
	unsigned all = WRITES_FINDINGS | WRITES_REVIEW | WRITES_GATE;
	unsigned writes = command ? command->flags & all : 0;

	for (size_t i = 0; writes && i < reporter_count; i++)
		if (is_written(&reporters[i], writes))
			add(arena, ret, reporters[i].name, NULL);
	if (writes)
		return;
	add(arena, ret, "text", NULL);
	add(arena, ret, "json", NULL);
	if (command && command->flags & WRITES_MARKDOWN)
		add(arena, ret, "markdown", NULL);
	if (command && command->flags & WRITES_PATHS)
		add(arena, ret, "paths", NULL);
}

const struct argument_kind argument_kinds[] = {
	{"A", COMPLETE_REVISIONS},
	{"A...B", COMPLETE_RANGES},
	{"B", COMPLETE_REVISIONS},
	{"COMMAND", COMPLETE_CHOICES, .list = list_commands},
	{"DIR", COMPLETE_FOLDERS},
	{"FILE", COMPLETE_FILES},
	{"FORMAT[=FILE]", COMPLETE_CHOICES, .is_short = true, .differs = true, .list = list_formats},
	{"HOOK", COMPLETE_CHOICES, .is_short = true, .list = list_hooks},
	{"MIGRATION", COMPLETE_FILES},
	{"PATH", COMPLETE_FILES},
	{"POLICY", COMPLETE_CHOICES, .is_short = true, .list = list_policies},
	{"REV", COMPLETE_REVISIONS},
	{"RULE", COMPLETE_CHOICES, .list = list_rules},
	{"RUNNER", COMPLETE_CHOICES, .is_short = true, .list = list_runners},
	{"SEVERITY", COMPLETE_CHOICES, .is_short = true, .list = list_severities},
	{"TOPIC", COMPLETE_CHOICES, .list = list_topics},
};

const size_t argument_kind_count = ARRAY_LENGTH(argument_kinds);

struct argument_kind argument_kind_of(struct str name)
{
	for (size_t i = 0; i < argument_kind_count; i++)
		if (str_equal(name, str_from(argument_kinds[i].name)))
			return argument_kinds[i];
	if (str_has(name, '|'))
		return (struct argument_kind){name.ptr, COMPLETE_CHOICES};
	return (struct argument_kind){name.ptr, COMPLETE_NOTHING};
}

struct choices argument_choices(
	struct arena *arena, const struct command *command, const struct argument_kind *kind)
{
	struct str rest = str_from(kind->name), word;
	struct choices choices = {0};

	if (kind->list)
		kind->list(arena, command, &choices);
	while (!kind->list && str_next(&rest, '|', &word))
		*vec_push(arena, &choices) = (struct choice){word, {NULL, 0}};
	return choices;
}

/* True if the option of that name takes a value. */
static bool takes_value(const struct option_row *rows, struct str name)
{
	for (const struct option_row *row = rows; row && row->name; row++)
		if (str_equal(name, str_from(row->name)))
			return row->value;
	return false;
}

struct str_list argument_names(struct arena *arena, const struct command *command)
{
	struct str rest = str_from(command->usage), word;
	struct str_list names = {0};
	bool is_value = false;

	while (str_next(&rest, ' ', &word)) {
		while (word.len && word.ptr[0] == '[')
			word = str_slice(word, 1, word.len);
		word = str_slice(word, 0, str_find(word, STR("]"), 0));
		if (str_ends(word, STR("...")))
			word.len -= STR("...").len;
		if (str_starts(word, STR("--"))) {
			is_value = takes_value(command->options, str_slice(word, 2, word.len));
		} else {
			if (word.len && !is_value && !str_equal(word, STR("|")))
				str_list_add(arena, &names, str_copy(arena, word));
			is_value = false;
		}
	}
	return names;
}
