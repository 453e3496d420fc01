/* SPDX-License-Identifier: MIT */
#include "lint/run.h"

#include "lint/grandfather.h"
#include "lint/mask.h"
#include "lint/run_sql.h"
#include "lint/set_catalog.h"
#include "schema/replay.h"

enum severity lint_severity(const struct lint *lint, const struct rule *rule)
{
	struct str id = str_from(rule->key.id);
	enum severity severity = policy_severity(lint->policy, &rule->key);

	if (str_list_contains(lint->skip, id) ||
		(lint->only->count && !str_list_contains(lint->only, id)))
		return SEVERITY_OFF;
	if (!(rule->flags & RULE_ABOUT_MESSAGE) != !lint->changes->message.ptr)
		return SEVERITY_OFF;
	if (lint->only->count && severity == SEVERITY_OFF)
		return rule->key.severity != SEVERITY_OFF ? rule->key.severity : SEVERITY_WARNING;
	if ((rule->flags & RULE_ALWAYS_ERRORS) && lint_rule_is_left_off(lint, rule))
		return SEVERITY_ERROR;
	return severity;
}

static bool is_asked(const struct rule *rule, const struct set_spec *spec)
{
	return !spec->outside || !(rule->flags & (RULE_ABOUT_NAME | RULE_ABOUT_GIT));
}

static void run_rule(
	const struct lint *lint, struct subject *subject, struct diagnostics *diagnostics)
{
	const struct rule *rule = subject->rule;

	diagnostics->rule = rule;
	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		subject->set = set;
		subject->set_sql = &lint->sql[i];
		subject->prisma = rule->flags & RULE_READS_PRISMA ? &lint->prisma[i] : NULL;
		subject->snapshot = rule->flags & RULE_READS_SNAPSHOT ? &lint->snapshots[i] : NULL;
		if (!is_asked(rule, set->spec))
			continue;
		if (rule->check_set)
			rule->check_set(subject, diagnostics);
		for (size_t j = 0; rule->check_file && j < set->files.count; j++)
			if (set->files.items[j]->is_judged)
				rule->check_file(subject, set->files.items[j], diagnostics);
	}
	subject->set = NULL;
	subject->set_sql = NULL;
	subject->prisma = NULL;
	subject->snapshot = NULL;
	if (rule->check_change && !lint->changes->only_named)
		rule->check_change(subject, diagnostics);
}

void lint_scope(const struct lint *lint, struct arena *arena, struct scope *scope)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if (lint_severity(lint, lint->rules[i]) != SEVERITY_OFF)
			watched_scope(lint->policy, lint->rules[i], arena, scope);
}

/* True if a rule with that flag is in force. */
static bool is_any_in_force(const struct lint *lint, enum rule_flags flag)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if ((lint->rules[i]->flags & flag) && lint_severity(lint, lint->rules[i]) != SEVERITY_OFF)
			return true;
	return false;
}

static bool reads_sql(const struct lint *lint)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if ((rule_reads_sql(lint->rules[i]) || lint->rules[i]->scope == 'C') &&
			lint_severity(lint, lint->rules[i]) != SEVERITY_OFF)
			return true;
	return false;
}

/* True if a rule that asks what the history has made is in force. */
static bool asks_catalog(const struct lint *lint)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if (lint->rules[i]->scope == 'C' && lint_severity(lint, lint->rules[i]) != SEVERITY_OFF)
			return true;
	return false;
}

static bool has_judged(const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (set_sql->texts.items[i]->file->is_judged)
			return true;
	return false;
}

/* What no history leads to knows at least what it does itself: rollbacks, files outside sets. */
static void replay_alone(const struct lint *lint, const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (set_sql->texts.items[i]->file->is_judged && !set_sql->texts.items[i]->catalog)
			catalog_replay(catalog_new(lint->arena), set_sql->texts.items[i]);
}

static int read_catalogs(struct lint *lint, struct error *reterr)
{
	bool is_asked_for = asks_catalog(lint);
	bool reads_snapshot = is_any_in_force(lint, RULE_READS_SNAPSHOT);

	for (size_t i = 0; i < lint->sets->count && is_asked_for; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		if (!set->spec->outside && !lint->sql[i].other_dialect &&
			(has_judged(&lint->sql[i]) ||
				(reads_snapshot && set_snapshot_is_judged(lint->changes, set))) &&
			set_catalog_read(
				&lint->sql[i].catalog, lint->arena, lint->changes, set, &lint->sql[i], reterr))
			return -1;
		replay_alone(lint, &lint->sql[i]);
	}
	return 0;
}

static int read_sql(struct lint *lint, struct error *reterr)
{
	bool is_asked_for = lint->wants_sql || reads_sql(lint);

	lint->sql = arena_array(lint->arena, struct set_sql, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count && is_asked_for; i++)
		if (set_sql_read(&lint->sql[i], lint->arena, lint->changes, &lint->sets->items[i],
				is_any_in_force(lint, RULE_READS_DEPRECATIONS), reterr))
			return -1;
	return 0;
}

static int read_prisma(struct lint *lint, struct error *reterr)
{
	bool is_asked_for = is_any_in_force(lint, RULE_READS_PRISMA);

	lint->prisma = arena_array(lint->arena, struct set_prisma, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count && is_asked_for; i++)
		if (set_prisma_read(&lint->prisma[i], lint->changes, &lint->sets->items[i], reterr))
			return -1;
	return 0;
}

static int read_snapshots(struct lint *lint, struct error *reterr)
{
	bool is_asked_for = is_any_in_force(lint, RULE_READS_SNAPSHOT);

	lint->snapshots = arena_array(lint->arena, struct set_snapshot, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count && is_asked_for; i++)
		if (set_snapshot_read(
				&lint->snapshots[i], lint->changes, &lint->sets->items[i], &lint->sql[i], reterr))
			return -1;
	return 0;
}

int lint_read(struct lint *lint, struct error *reterr)
{
	lint->watched = arena_array(lint->arena, struct watched_files, lint->rule_count);
	for (size_t i = 0; i < lint->rule_count; i++)
		if (lint_severity(lint, lint->rules[i]) != SEVERITY_OFF &&
			watched_load(&lint->watched[i], lint->changes, lint->policy, lint->rules[i], reterr))
			return -1;
	if (read_sql(lint, reterr) || read_catalogs(lint, reterr) || read_prisma(lint, reterr) ||
		read_snapshots(lint, reterr))
		return -1;
	return 0;
}

size_t lint_unread(const struct lint *lint)
{
	size_t count = 0;

	for (size_t i = 0; i < lint->sets->count; i++)
		for (size_t j = 0; j < lint->sql[i].texts.count; j++) {
			const struct sql *sql = lint->sql[i].texts.items[j];

			if (sql->file->is_judged)
				count += sql->opaques.count + sql->errors.count;
		}
	return count;
}

static struct suppressions read_suppressions(const struct lint *lint)
{
	struct suppressions suppressions = {0};

	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		for (size_t j = 0; j < set->files.count; j++)
			if (set->files.items[j]->script)
				suppressions_read(&suppressions, lint->arena, set->files.items[j]);
	}
	return suppressions;
}

/* Takes the findings that are allowed or excused out, from `from` on. */
static void drop_allowed(const struct lint *lint, struct suppressions *suppressions,
	struct diagnostics *diagnostics, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];
		bool allowed = suppressions_allow(suppressions, lint->policy, diagnostic, lint->now);

		if (!allowed && !grandfather_excuses(lint->policy, lint->trusted, diagnostic))
			diagnostics->items[kept++] = *diagnostic;
	}
	diagnostics->count = kept;
}

struct diagnostics lint_run(const struct lint *lint)
{
	struct diagnostics diagnostics = {.arena = lint->arena};
	struct suppressions suppressions = read_suppressions(lint);
	struct str_list active = {0};
	struct subject subject = {
		.arena = lint->arena,
		.policy = lint->policy,
		.changes = lint->changes,
		.sets = lint->sets,
		.suppressions = &suppressions,
		.active = &active,
		.now = lint->now,
	};

	for (size_t i = 0; i < lint->rule_count; i++)
		if (lint_severity(lint, lint->rules[i]) != SEVERITY_OFF)
			str_list_add(lint->arena, &active, str_from(lint->rules[i]->key.id));
	for (unsigned after = 0; after < 2; after++) {
		size_t before = diagnostics.count;

		for (size_t i = 0; i < lint->rule_count; i++) {
			subject.rule = lint->rules[i];
			subject.watched = &lint->watched[i];
			subject.only_errors = lint_rule_is_left_off(lint, subject.rule);
			diagnostics.severity = lint_severity(lint, subject.rule);
			if (diagnostics.severity != SEVERITY_OFF &&
				!(subject.rule->flags & RULE_AFTER_OTHERS) == !after)
				run_rule(lint, &subject, &diagnostics);
		}
		if (!after)
			run_sql_rules(lint, &subject, &diagnostics);
		drop_allowed(lint, &suppressions, &diagnostics, before);
	}
	diagnostics_sort(&diagnostics);
	mask_secrets(lint, &diagnostics);
	return diagnostics;
}
