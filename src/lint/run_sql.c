/* SPDX-License-Identifier: MIT */
#include "lint/run_sql.h"

#include "base/parallel.h"
#include "base/vec.h"
#include "schema/catalog.h"

/* A text to judge. */
struct judged {
	const struct set_sql *set_sql;
	const struct sql *sql;
	const struct demands *demands; /* of its set */
};

/* What a worker keeps for itself: rules allocate while they look, also for the policy's values. */
struct desk {
	struct arena arena;
	struct policy policy;
	struct subject subject;
	struct diagnostics diagnostics;
};

struct run_sql {
	struct {
		struct judged *items;
		size_t count, capacity;
	} texts;
	const struct lint *lint;
	struct {
		size_t *items; /* numbers of those that are in force somewhere */
		size_t count, capacity;
	} rules;
	size_t workers;
	struct parallel *parallel;
	struct desk desks[MOST_WORKERS];
};

bool rule_reads_sql(const struct rule *rule)
{
	return rule->check_sql || rule->check_fact;
}

static void ask(
	const struct subject *subject, const struct sql *sql, struct diagnostics *diagnostics)
{
	const struct rule *rule = subject->rule;

	if (rule->check_sql)
		rule->check_sql(subject, sql, diagnostics);
	for (size_t i = 0; rule->check_fact && i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (fact_statement(sql, fact)->place != PLACE_BODY || (rule->flags & RULE_READS_BODIES))
			rule->check_fact(subject, sql, fact, diagnostics);
	}
}

static void judge(size_t worker, size_t item, void *context)
{
	struct run_sql *run = context;
	struct desk *desk = &run->desks[worker];
	const struct judged *judged = &run->texts.items[item];
	bool is_outside = judged->set_sql->set->spec->outside;

	desk->subject.set_sql = judged->set_sql;
	desk->subject.set = judged->set_sql->set;
	desk->subject.active = &judged->demands->active;
	desk->policy = *judged->demands->policy;
	desk->policy.arena = &desk->arena;
	for (size_t i = 0; i < run->rules.count; i++) {
		const struct rule *rule = run->lint->rules[run->rules.items[i]];
		const struct demand *demand = &judged->demands->of_rules[run->rules.items[i]];
		unsigned flags = rule->flags;

		if (demand->severity == SEVERITY_OFF ||
			(is_outside && (flags & (RULE_ABOUT_NAME | RULE_ABOUT_GIT))) ||
			(judged->sql->is_down && (flags & RULE_UP_ONLY)))
			continue;
		desk->subject.rule = desk->diagnostics.rule = rule;
		desk->subject.demand = demand;
		desk->diagnostics.severity = demand->severity;
		desk->diagnostics.takes_approval = demand->takes_approval;
		ask(&desk->subject, judged->sql, &desk->diagnostics);
	}
}

static void list(struct run_sql *run, const struct lint *lint)
{
	for (size_t i = 0; i < lint->rule_count; i++) {
		bool is_in_force = false;

		for (size_t j = 0; j < lint->demands.count; j++)
			is_in_force |= lint->demands.items[j].of_rules[i].severity != SEVERITY_OFF;
		if (is_in_force && rule_reads_sql(lint->rules[i]))
			*vec_push(lint->arena, &run->rules) = i;
	}
	for (size_t i = 0; i < lint->sets->count; i++)
		for (size_t j = 0; j < lint->sql[i].texts.count; j++)
			if (lint->sql[i].texts.items[j]->file->is_judged)
				*vec_push(lint->arena, &run->texts) = (struct judged){&lint->sql[i],
					lint->sql[i].texts.items[j], lint_demands(lint, lint->sets->items[i].spec)};
}

/* Who looks something up in a catalog of which a part is only stored reads that part: nothing for
 * several at once. */
static void read_catalogs(const struct lint *lint)
{
	for (size_t i = 0; i < lint->sets->count; i++)
		if (lint->sql[i].catalog)
			(void)catalog_all(lint->sql[i].catalog);
}

struct run_sql *run_sql_begin(const struct lint *lint, const struct subject *subject)
{
	struct run_sql *run = arena_new(lint->arena, struct run_sql);

	run->lint = lint;
	list(run, lint);
	run->workers = parallel_workers(run->texts.count);
	if (run->workers > 1)
		read_catalogs(lint);
	for (size_t i = 0; i < run->workers; i++) {
		struct desk *desk = &run->desks[i];

		desk->subject = *subject;
		desk->subject.arena = desk->diagnostics.arena = &desk->arena;
		desk->subject.policy = &desk->policy;
	}
	run->parallel = parallel_begin(lint->arena, run->workers, run->texts.count, judge, run);
	parallel_allow(run->parallel, run->texts.count);
	return run;
}

void run_sql_end(struct run_sql *run, struct diagnostics *diagnostics)
{
	struct arena *arena = run->lint->arena;
	size_t found = 0;

	parallel_end(run->parallel);
	for (size_t i = 0; i < run->workers; i++)
		found += run->desks[i].diagnostics.count;
	vec_expect(arena, diagnostics, found);
	for (size_t i = 0; i < run->workers; i++) {
		for (size_t j = 0; j < run->desks[i].diagnostics.count; j++)
			*vec_push(arena, diagnostics) = run->desks[i].diagnostics.items[j];
		arena_adopt(arena, &run->desks[i].arena);
	}
}
