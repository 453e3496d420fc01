/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include "base/escape.h"
#include "base/json.h"
#include "base/paragraph.h"
#include "command/command.h"
#include "command/topics.h"
#include "fix/repair.h"
#include "report/formats.h"

static void write_json(const struct rule *rule)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("explain");
	const struct repair *repair = repair_find(rule);
	struct str rest = str_from(rule->squawk), id;
	struct json *options, *ids;

	json_add_string(root, "id", str_from(rule->key.id));
	json_add_string(root, "severity", str_from(severity_name(rule->key.severity)));
	json_add_string(root, "summary", str_from(rule->summary));
	json_add_string(root, "why", str_from(rule->why));
	json_add_string(root, "flagged", str_from(rule->flagged));
	json_add_string(root, "allowed", str_from(rule->allowed));
	json_add_string(root, "fix", str_from(repair ? repair->summary : NULL));
	json_add_string(root, "remedy", str_from(rule->remedy));
	json_add_string(root, "source", str_from(rule->source));
	ids = json_add_array(root, "squawk");
	while (str_next(&rest, '|', &id))
		json_append_string(ids, id);
	options = json_add_array(root, "options");
	for (const struct option_key *option = rule->key.options; option && option->name; option++) {
		struct json *object = json_append_object(options);

		json_add_string(object, "name", str_from(option->name));
		json_add_string(object, "default", str_from(option->fallback));
		json_add_string(object, "meaning", str_from(option->meaning));
	}
	json_write(stdout, root);
}

static void write_example(const char *title, const char *text)
{
	struct str rest = str_from(text), line;

	printf("\n%s\n", title);
	while (str_next(&rest, '\n', &line))
		if (line.len)
			printf("    %.*s\n", STR_ARG(line));
}

/* A text behind its label, in lines that fit. */
static void write_labelled(const char *label, const char *text)
{
	int column = printf("%s: ", label);

	paragraph_write(stdout, str_from(text), (size_t)column, 0);
}

static void write_options(struct arena *arena, const struct option_key *options)
{
	printf("\nOptions in the policy:\n");
	for (const struct option_key *option = options; option->name; option++) {
		int column = printf("    %s: ", option->name);

		paragraph_write(stdout, option_key_meaning(arena, option), (size_t)column, 8);
	}
}

static void write_text(struct arena *arena, const struct rule *rule)
{
	const struct repair *repair = repair_find(rule);
	struct str rest = str_from(rule->squawk), id;

	printf("%s (%s): %s\n\n", rule->key.id, severity_name(rule->key.severity), rule->summary);
	paragraph_write(stdout, str_from(rule->why), 0, 0);
	write_example("Refused:", rule->flagged);
	write_example("Fine:", rule->allowed);
	if (rule->key.options)
		write_options(arena, rule->key.options);
	putchar('\n');
	if (repair)
		write_labelled("To mend it", str_format(arena, "mighook fix %s.", repair->summary).ptr);
	write_labelled("To allow it", rule->remedy);
	write_labelled("Source", rule->source);
	if (rest.len)
		printf("squawk: ");
	while (str_next(&rest, '|', &id))
		printf("%.*s%s", STR_ARG(id), rest.len ? ", " : "\n");
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *names = &context->arguments->positional;
	struct vocabulary vocabulary = rules_vocabulary(context->arena);
	const struct rule *rule;
	struct str nearest;
	bool json;

	if (command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	if (names->count != 1) {
		error_set(reterr, "explain takes one rule");
		error_hint(reterr, "mighook rules");
		return EXIT_CANNOT_CHECK;
	}
	rule = rule_find(names->items[0]);
	if (!rule) {
		nearest = vocabulary_nearest_rule(&vocabulary, context->arena, names->items[0]);
		error_set(reterr, "there is no rule '%s'%s%.*s%s",
			escape_text(context->arena, names->items[0], false).ptr,
			nearest.ptr ? "; did you mean '" : "", STR_ARG(nearest), nearest.ptr ? "'?" : "");
		error_hint(reterr, "mighook rules");
		return EXIT_CANNOT_CHECK;
	}
	if (json)
		write_json(rule);
	else
		write_text(context->arena, rule);
	return EXIT_CLEAN;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "RULE",
	.summary = "tell what a rule refuses, why, and how it is allowed",
	.description = "Shows a rule: what it flags and why, a file it refuses and one it accepts, its "
				   "options, how to allow it where it is meant, and where it comes from.",
	.flags = TAKES_ARGUMENTS,
	.run = run,
};
