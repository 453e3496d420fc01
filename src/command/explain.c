/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include "base/escape.h"
#include "base/json.h"
#include "command/command.h"
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

/* Text in lines of at most 80 columns. */
static void write_wrapped(const char *text)
{
	struct str rest = str_from(text), word;
	size_t column = 0;

	while (str_next(&rest, ' ', &word)) {
		if (column && column + 1 + word.len > 80) {
			putchar('\n');
			column = 0;
		}
		printf("%s%.*s", column ? " " : "", STR_ARG(word));
		column += (column ? 1 : 0) + word.len;
	}
	putchar('\n');
}

static void write_example(const char *title, const char *text)
{
	struct str rest = str_from(text), line;

	printf("\n%s\n", title);
	while (str_next(&rest, '\n', &line))
		if (line.len)
			printf("    %.*s\n", STR_ARG(line));
}

static void write_text(struct arena *arena, const struct rule *rule)
{
	const struct repair *repair = repair_find(rule);
	struct str rest = str_from(rule->squawk), id;

	printf("%s (%s): %s\n\n", rule->key.id, severity_name(rule->key.severity), rule->summary);
	write_wrapped(rule->why);
	write_example("Refused:", rule->flagged);
	write_example("Fine:", rule->allowed);
	if (rule->key.options)
		printf("\nOptions in the policy:\n");
	for (const struct option_key *option = rule->key.options; option && option->name; option++)
		printf("    %s: %s%s%s%s\n", option->name, option->meaning,
			option->fallback ? " (default " : "", option->fallback ? option->fallback : "",
			option->fallback ? ")" : "");
	if (repair) {
		printf("\nTo mend it: ");
		write_wrapped(str_format(arena, "mighook fix %s.", repair->summary).ptr);
	}
	printf("%sTo allow it: ", repair ? "" : "\n");
	write_wrapped(rule->remedy);
	printf("Source: ");
	write_wrapped(rule->source);
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
