/* SPDX-License-Identifier: MIT */
/*
 * SARIF 2.1.0 (OASIS), one run. GitHub shows the 5,000 gravest results of an upload and refuses
 * more than 25,000 (its documentation, "SARIF support for code scanning"): all are written, for
 * other readers know no limit.
 */
#include "base/json.h"
#include "report/finding.h"
#include "report/formats.h"
#include "report/sarif_text.h"
#include "rules/rules.h"
#include "version.h"

struct run {
	struct findings findings;
	const struct rule **rules; /* those that found something, sorted as the catalogue is */
	size_t rule_count;
	size_t *rule_index; /* of each finding */
	struct arena scratch; /* of one result at a time */
};

/* What the parts of a result are written of. */
struct result {
	const struct finding *finding;
	struct arena *scratch;
};

/* The rules that found something, in the order of the catalogue. */
static void collect_rules(struct run *run, struct arena *arena)
{
	size_t *index_of = arena_array(arena, size_t, rule_count);
	bool *found = arena_array(arena, bool, rule_count);
	size_t *number = arena_array(arena, size_t, run->findings.count);

	run->rules = arena_array(arena, const struct rule *, rule_count);
	run->rule_index = arena_array(arena, size_t, run->findings.count);
	for (size_t i = 0; i < run->findings.count; i++) {
		while (rules[number[i]] != run->findings.items[i].diagnostic->rule)
			number[i]++;
		found[number[i]] = true;
	}
	for (size_t i = 0; i < rule_count; i++)
		if (found[i]) {
			index_of[i] = run->rule_count;
			run->rules[run->rule_count++] = rules[i];
		}
	for (size_t i = 0; i < run->findings.count; i++)
		run->rule_index[i] = index_of[number[i]];
}

static const char *level_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return "error";
	case SEVERITY_WARNING:
		return "warning";
	default:
		return "note";
	}
}

/* A text of our own: an object of one member. */
static void write_text_member(struct json_members *members, size_t item, void *context)
{
	const struct str *text = context;

	(void)item;
	json_write_string(members, "text", *text);
}

static void write_text(struct json_members *members, const char *key, struct str text)
{
	json_write_object(members, key, write_text_member, &text);
}

static void write_help(struct json_members *members, size_t item, void *context)
{
	const struct rule *const *rule = context;
	struct arena scratch = {0};

	(void)item;
	json_write_string(members, "text", sarif_help(&scratch, *rule, /* markdown= */ false));
	json_write_string(members, "markdown", sarif_help(&scratch, *rule, /* markdown= */ true));
	arena_release(&scratch);
}

static void write_configuration(struct json_members *members, size_t item, void *context)
{
	const struct rule *const *rule = context;
	enum severity severity = (*rule)->key.severity;

	(void)item;
	json_write_bool(members, "enabled", severity != SEVERITY_OFF);
	/* What is off warns once it is turned on (design section 5). */
	json_write_string(members, "level",
		str_from(level_of(severity == SEVERITY_OFF ? SEVERITY_WARNING : severity)));
}

static void write_rule(struct json_members *members, size_t item, void *context)
{
	const struct run *run = context;
	const struct rule *rule = run->rules[item];

	json_write_string(members, "id", str_from(rule->key.id));
	write_text(members, "shortDescription", str_from(rule->summary));
	write_text(members, "fullDescription", str_from(rule->why));
	json_write_object(members, "help", write_help, &rule);
	json_write_object(members, "defaultConfiguration", write_configuration, &rule);
}

static void write_driver(struct json_members *members, size_t item, void *context)
{
	const struct run *run = context;

	(void)item;
	json_write_string(members, "name", STR("mighook"));
	json_write_string(members, "semanticVersion", STR(MIGHOOK_VERSION));
	json_write_array(members, "rules", run->rule_count, write_rule, context);
}

static void write_tool(struct json_members *members, size_t item, void *context)
{
	(void)item;
	json_write_object(members, "driver", write_driver, context);
}

static void write_artifact(struct json_members *members, size_t item, void *context)
{
	const struct result *result = context;
	struct str path = finding_path(result->finding);

	(void)item;
	json_write_string(members, "uri", sarif_uri(result->scratch, path));
	if (sarif_is_below_root(path))
		json_write_string(members, "uriBaseId", STR("%SRCROOT%"));
}

static void write_region(struct json_members *members, size_t item, void *context)
{
	const struct result *result = context;
	const struct diagnostic *diagnostic = result->finding->diagnostic;

	(void)item;
	json_write_number(members, "startLine", diagnostic->start.line);
	json_write_number(members, "startColumn", diagnostic->start_character);
	json_write_number(members, "endLine", diagnostic->end.line);
	json_write_number(members, "endColumn", diagnostic->end_character);
}

static void write_physical(struct json_members *members, size_t item, void *context)
{
	(void)item;
	json_write_object(members, "artifactLocation", write_artifact, context);
	json_write_object(members, "region", write_region, context);
}

static void write_location(struct json_members *members, size_t item, void *context)
{
	(void)item;
	json_write_object(members, "physicalLocation", write_physical, context);
}

static void write_fingerprints(struct json_members *members, size_t item, void *context)
{
	const struct result *result = context;

	(void)item;
	json_write_string(members, "mighook/v1", result->finding->fingerprint);
}

/* What the format has no member for. */
static void write_properties(struct json_members *members, size_t item, void *context)
{
	const struct result *result = context;

	(void)item;
	if (result->finding->commit)
		json_write_string(members, "commit", result->finding->commit->id);
	if (!result->finding->diagnostic->path.ptr)
		json_write_bool(members, "isAboutNoFile", true);
}

static void write_result(struct json_members *members, size_t item, void *context)
{
	struct run *run = context;
	struct result result = {&run->findings.items[item], &run->scratch};
	const struct diagnostic *diagnostic = result.finding->diagnostic;
	struct text message = {.arena = result.scratch};

	text_add(&message, finding_message(result.scratch, result.finding));
	if (diagnostic->hint.ptr)
		text_addf(&message, "\n%.*s", STR_ARG(diagnostic->hint));
	json_write_string(members, "ruleId", str_from(diagnostic->rule->key.id));
	json_write_number(members, "ruleIndex", (int64_t)run->rule_index[item]);
	json_write_string(members, "level", str_from(level_of(diagnostic->severity)));
	write_text(members, "message", sarif_message(result.scratch, text_str(&message)));
	json_write_array(members, "locations", 1, write_location, &result);
	json_write_object(members, "partialFingerprints", write_fingerprints, &result);
	if (result.finding->commit || !diagnostic->path.ptr)
		json_write_object(members, "properties", write_properties, &result);
	arena_reset(result.scratch);
}

static void write_root_description(struct json_members *members, size_t item, void *context)
{
	(void)item;
	(void)context;
	write_text(members, "description", STR("The top of the repository."));
}

static void write_roots(struct json_members *members, size_t item, void *context)
{
	(void)item;
	json_write_object(members, "%SRCROOT%", write_root_description, context);
}

static void write_invocation(struct json_members *members, size_t item, void *context)
{
	(void)item;
	(void)context;
	/* A run that could not look writes no report. */
	json_write_bool(members, "executionSuccessful", true);
}

static void write_run(struct json_members *members, size_t item, void *context)
{
	const struct run *run = context;

	(void)item;
	json_write_object(members, "tool", write_tool, context);
	json_write_array(members, "invocations", 1, write_invocation, context);
	json_write_object(members, "originalUriBaseIds", write_roots, context);
	json_write_string(members, "columnKind", STR("unicodeCodePoints"));
	json_write_array(members, "results", run->findings.count, write_result, context);
}

void report_sarif(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = json_new_object();
	struct run run = {.findings = findings_of(report)};

	collect_rules(&run, report->arena);
	json_add_string(root, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
	json_add_string(root, "version", STR("2.1.0"));
	json_write_list(out, root, "runs", 1, write_run, &run);
	arena_release(&run.scratch);
}
