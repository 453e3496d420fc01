/* SPDX-License-Identifier: MIT */
#include "lint/run.h"

#include "lint/grandfather.h"
#include "lint/mask.h"
#include "lint/run_sql.h"
#include "lint/set_catalog.h"
#include "lint/sql_ahead.h"
#include "schema/replay.h"

static bool is_asked(const struct rule *rule, const struct set_spec *spec)
{
	return !spec->outside || !(rule->flags & (RULE_ABOUT_NAME | RULE_ABOUT_GIT));
}

/* Prepares a rule's turn under what a set, or the whole change, asks of it; false if it has none.
 */
static bool begin_rule(const struct lint *lint, size_t rule, const struct demands *demands,
	struct subject *subject, struct diagnostics *diagnostics)
{
	const struct demand *demand = &demands->of_rules[rule];

	subject->rule = diagnostics->rule = lint->rules[rule];
	subject->policy = demands->policy;
	subject->active = &demands->active;
	subject->demand = demand;
	diagnostics->severity = demand->severity;
	diagnostics->takes_approval = demand->takes_approval;
	return demand->severity != SEVERITY_OFF;
}

static void run_rule(const struct lint *lint, size_t number, struct subject *subject,
	struct diagnostics *diagnostics)
{
	const struct rule *rule = lint->rules[number];

	for (size_t i = 0; i < lint->sets->count && !rule->key.of_change; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		subject->set = set;
		subject->set_sql = &lint->sql[i];
		subject->prisma = rule->flags & RULE_READS_PRISMA ? &lint->prisma[i] : NULL;
		subject->snapshot = rule->flags & RULE_READS_SNAPSHOT ? &lint->snapshots[i] : NULL;
		if (!is_asked(rule, set->spec) ||
			!begin_rule(lint, number, lint_demands(lint, set->spec), subject, diagnostics))
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
	if (rule->check_change && !lint->changes->only_named &&
		begin_rule(lint, number, lint_demands(lint, NULL), subject, diagnostics))
		rule->check_change(subject, diagnostics);
}

/* True if the rule is in force where these demands hold, and is asked there: rules on the whole
 * change are the policy's own. */
static bool is_in_force(const struct lint *lint, size_t demands, size_t rule)
{
	return lint->demands.items[demands].of_rules[rule].severity != SEVERITY_OFF &&
		(!demands || !lint->rules[rule]->key.of_change);
}

void lint_scope(const struct lint *lint, struct arena *arena, struct scope *scope)
{
	for (size_t i = 0; i < lint->demands.count; i++)
		for (size_t j = 0; j < lint->rule_count; j++)
			if (is_in_force(lint, i, j))
				watched_scope(lint->demands.items[i].policy, lint->rules[j], arena, scope);
}

/* True if a rule that asks what the history has made is in force. */
static bool asks_catalog(const struct lint *lint, const struct demands *demands)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if (lint->rules[i]->scope == 'C' && demands->of_rules[i].severity != SEVERITY_OFF)
			return true;
	return false;
}

bool lint_reads_sql(const struct lint *lint, const struct set_spec *spec)
{
	const struct demands *demands = lint_demands(lint, spec);

	if (lint->wants_sql)
		return true;
	for (size_t i = 0; i < lint->rule_count; i++)
		if (rule_reads_sql(lint->rules[i]) && demands->of_rules[i].severity != SEVERITY_OFF)
			return true;
	return asks_catalog(lint, demands);
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

/* What the set's migrations lead to, if a rule in force asks for it. */
static int read_catalog(struct lint *lint, size_t number, struct error *reterr)
{
	const struct migration_set *set = &lint->sets->items[number];
	struct set_sql *set_sql = &lint->sql[number];
	const struct demands *demands = lint_demands(lint, set->spec);

	if (!asks_catalog(lint, demands) || set->spec->outside || set_sql->other_dialect)
		return 0;
	if (!has_judged(set_sql) &&
		!(demands_have(demands, lint, RULE_READS_SNAPSHOT) &&
			set_snapshot_is_judged(lint->changes, set)))
		return 0;
	return set_catalog_read(&set_sql->catalog, lint->arena, lint->changes, set, set_sql,
		CATALOG_KEPT_OR_REPLAYED, reterr);
}

/* Where the SQL is read by others meanwhile, the catalog is replayed as they get on: it may turn
 * out to be of a set that is not PostgreSQL's. Where it is not, that is to be known first. */
static int read_set(struct lint *lint, size_t number, struct error *reterr)
{
	const struct migration_set *set = &lint->sets->items[number];
	struct set_sql *set_sql = &lint->sql[number];
	const struct demands *demands = lint_demands(lint, set->spec);
	bool reads_deprecations = demands_have(demands, lint, RULE_READS_DEPRECATIONS);
	struct error second; /* nobody is told of more than the first */
	bool is_read = false;
	int failed = 0;

	if (!lint_reads_sql(lint, set->spec))
		return 0;
	set_sql_begin(set_sql, lint->arena, lint->changes, set, sql_ahead_jobs(lint->ahead, set));
	if (set_sql->reading) {
		failed = read_catalog(lint, number, reterr);
		is_read = true;
	}
	if (set_sql_finish(
			set_sql, lint->arena, lint->changes, reads_deprecations, failed ? &second : reterr))
		failed = -1;
	if (failed || (!is_read && read_catalog(lint, number, reterr)))
		return -1;
	if (asks_catalog(lint, demands))
		replay_alone(lint, set_sql);
	return 0;
}

static int read_sql(struct lint *lint, struct error *reterr)
{
	lint->sql = arena_array(lint->arena, struct set_sql, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count; i++)
		if (read_set(lint, i, reterr))
			return -1;
	return 0;
}

static int read_prisma(struct lint *lint, struct error *reterr)
{
	lint->prisma = arena_array(lint->arena, struct set_prisma, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count; i++)
		if (demands_have(lint_demands(lint, lint->sets->items[i].spec), lint, RULE_READS_PRISMA) &&
			set_prisma_read(&lint->prisma[i], lint->changes, &lint->sets->items[i], reterr))
			return -1;
	return 0;
}

static int read_snapshots(struct lint *lint, struct error *reterr)
{
	lint->snapshots = arena_array(lint->arena, struct set_snapshot, lint->sets->count);
	for (size_t i = 0; i < lint->sets->count; i++)
		if (demands_have(
				lint_demands(lint, lint->sets->items[i].spec), lint, RULE_READS_SNAPSHOT) &&
			set_snapshot_read(
				&lint->snapshots[i], lint->changes, &lint->sets->items[i], &lint->sql[i], reterr))
			return -1;
	return 0;
}

static int read_watched(struct lint *lint, struct error *reterr)
{
	for (size_t i = 0; i < lint->demands.count; i++) {
		struct demands *demands = &lint->demands.items[i];

		for (size_t j = 0; j < lint->rule_count; j++)
			if (is_in_force(lint, i, j) &&
				watched_load(&demands->of_rules[j].watched, lint->changes, demands->policy,
					lint->rules[j], reterr))
				return -1;
	}
	return 0;
}

int lint_read(struct lint *lint, struct error *reterr)
{
	if (read_watched(lint, reterr) || read_sql(lint, reterr) || read_prisma(lint, reterr) ||
		read_snapshots(lint, reterr))
		return -1;
	return 0;
}

int lint_verify(const struct lint *lint, struct error *reterr)
{
	for (size_t i = 0; i < lint->sets->count; i++)
		if (lint->sql[i].catalog &&
			set_catalog_verify(lint->sql[i].catalog, lint->changes->repository, reterr))
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

/* What stands for merged migrations, and is proven to, has no author, no header and no name of its
 * own. */
static bool is_spared(const struct diagnostic *diagnostic)
{
	return diagnostic->file && diagnostic->file->is_squash &&
		(diagnostic->rule->flags & RULE_SPARES_SQUASHES);
}

/* Takes the findings that are allowed or excused out, from `from` on. */
static void drop_allowed(const struct lint *lint, struct suppressions *suppressions,
	struct excuses *excuses, struct diagnostics *diagnostics, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];
		bool allowed = suppressions_allow(suppressions, diagnostic, lint->now);

		if (!allowed && !is_spared(diagnostic) && !excuses_cover(excuses, diagnostic))
			diagnostics->items[kept++] = *diagnostic;
	}
	diagnostics->count = kept;
}

struct diagnostics lint_run(const struct lint *lint)
{
	struct diagnostics diagnostics = {.arena = lint->arena};
	struct suppressions suppressions = read_suppressions(lint);
	struct excuses *excuses = excuses_of(lint->arena, lint->policy, lint->trusted);
	struct subject subject = {
		.arena = lint->arena,
		.changes = lint->changes,
		.sets = lint->sets,
		.suppressions = &suppressions,
		.now = lint->now,
	};

	for (unsigned after = 0; after < 2; after++) {
		size_t before = diagnostics.count;
		struct run_sql *run = after ? NULL : run_sql_begin(lint, &subject);

		for (size_t i = 0; i < lint->rule_count; i++)
			if (!(lint->rules[i]->flags & RULE_AFTER_OTHERS) == !after)
				run_rule(lint, i, &subject, &diagnostics);
		if (run)
			run_sql_end(run, &diagnostics);
		drop_allowed(lint, &suppressions, excuses, &diagnostics, before);
	}
	diagnostics_sort(&diagnostics);
	mask_secrets(lint, &diagnostics);
	return diagnostics;
}
