/* SPDX-License-Identifier: MIT */
/* What a drift comes to as findings of rules. */
#include "base/escape.h"
#include "check_database_drift.h"
#include "rules/rules.h"

static void begin_rule(struct diagnostics *out, const struct migration_set *set, const char *id)
{
	out->rule = rule_find(str_from(id));
	out->severity = policy_severity(set->spec->policy, &out->rule->key);
}

enum severity drift_severity(const struct migration_set *set, enum drift_change change)
{
	const struct rule_key *key = &rule_find(STR("schema-drift"))->key;
	const struct policy *policy = set->spec->policy;
	enum severity severity = policy_severity(policy, key), own = severity;

	if (change == DRIFT_ORDER_ONLY || change == DRIFT_COMMENT_ONLY)
		(void)severity_parse(policy_option(policy, key, drift_changes[change]), &own);
	return own < severity ? own : severity;
}

void drift_drop_tolerated(const struct migration_set *set, struct drift_objects *objects)
{
	size_t kept = 0;

	for (size_t i = 0; i < objects->count; i++)
		if (drift_severity(set, objects->items[i].change) != SEVERITY_OFF)
			objects->items[kept++] = objects->items[i];
	objects->count = kept;
}

/* The place of a line and column in a text. */
static struct span place_of(struct str content, size_t line, size_t column)
{
	size_t at = 0;

	for (size_t i = 1; i < line && at < content.len; i++)
		at = str_find(content, STR("\n"), at) + 1;
	at += column ? column - 1 : 0;
	at = at < content.len ? at : content.len;
	return (struct span){at, str_find(content, STR("\n"), at)};
}

static void diagnose_failure(const struct database_drift *drift,
	const struct replay_failure *failure, struct diagnostics *out)
{
	struct str content = {NULL, 0};
	struct error ignored;
	struct diagnostic *diagnostic;

	struct str message = failure->sqlstate.ptr
		? str_format(
			  out->arena, "%s (SQLSTATE %.*s)", failure->message.ptr, STR_ARG(failure->sqlstate))
		: failure->message;

	begin_rule(out, failure->set, "replay-failed");
	/* what comes behind it was not compared: that is never clean */
	out->severity = SEVERITY_ERROR;
	if (failure->file && failure->file->head &&
		!tree_content(drift->database.changes.head, failure->file->head, &content, &ignored))
		diagnostic = diagnose_text(out, failure->path, content,
			place_of(content, failure->line, failure->column), "%s", message.ptr);
	else
		diagnostic = diagnose_path(out, failure->path, "%s", message.ptr);
	if (failure->hint.ptr)
		diagnostic_hint(out, diagnostic, "%s", failure->hint.ptr);
}

static void diagnose_object(const struct drift_finding *finding, struct diagnostics *out)
{
	const struct drift_comparison *comparison = finding->comparison;
	const struct drift_object *object = finding->object;
	const struct migration_set *set = comparison->set;
	const char *left = escape_text(out->arena, comparison->left.name, false).ptr;
	const char *right = escape_text(out->arena, comparison->right.name, false).ptr;
	struct str path = comparison->path;
	struct text text = {.arena = out->arena};

	text_addf(&text, "%.*s %s: ", STR_ARG(object->kind),
		escape_text(out->arena, object->name, false).ptr);
	if (!object->left.ptr)
		text_addf(&text, "%s: yes; %s: no", right, left);
	else if (!object->right.ptr)
		text_addf(&text, "%s: yes; %s: no", left, right);
	else
		text_addf(&text, "%s and %s differ (%s)", left, right, drift_changes[object->change]);
	if (!path.ptr && str_equal(comparison->left.name, set->snapshot))
		path = set->snapshot;
	begin_rule(out, set, "schema-drift");
	out->severity = finding->severity;
	diagnose_path(out, path, "%s", text_str(&text).ptr);
}

void drift_diagnose(const struct database_drift *drift, struct diagnostics *out)
{
	for (size_t i = 0; i < drift->sets.count; i++)
		for (size_t j = 0; j < drift->sets.items[i].chain.failures.count; j++)
			diagnose_failure(drift, &drift->sets.items[i].chain.failures.items[j], out);
	for (size_t i = 0; i < drift->findings.count; i++)
		diagnose_object(&drift->findings.items[i], out);
	diagnostics_sort(out);
}
