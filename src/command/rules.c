/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include "base/json.h"
#include "command/command.h"
#include "report/formats.h"

static void write_json(void)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("rules");
	struct json *array = json_add_array(root, "rules");

	for (size_t i = 0; i < rule_count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "id", str_from(rules[i]->key.id));
		json_add_string(object, "severity", str_from(severity_name(rules[i]->key.severity)));
		json_add_string(object, "scope", (struct str){&rules[i]->scope, 1});
		json_add_string(object, "summary", str_from(rules[i]->summary));
	}
	json_write(stdout, root);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	bool json;

	if (command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	if (json) {
		write_json();
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < rule_count; i++)
		printf("%-27s %-8s %s\n", rules[i]->key.id, severity_name(rules[i]->key.severity),
			rules[i]->summary);
	return EXIT_CLEAN;
}

const struct command command_rules = {
	.name = "rules",
	.usage = "",
	.summary = "list the rules and their default severities",
	.description =
		"Lists every rule: its id, its severity without a policy, and what it flags. In JSON "
		"`scope` says what the rule looks at: F the name or the bytes of a file, G what git tells, "
		"S statements and comments, C the schema that the migrations lead to; D is found on a "
		"server alone, by `mighook drift`.",
	.run = run,
};
