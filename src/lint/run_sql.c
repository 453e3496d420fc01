/* SPDX-License-Identifier: MIT */
#include "lint/run_sql.h"

#include "base/parallel.h"
#include "base/vec.h"

/* A text to judge. */
struct judged {
	const struct set_sql *set_sql;
	const struct sql *sql;
};

/* A rule in force. */
struct asked {
	const struct rule *rule;
	const struct watched_files *watched;
	enum severity severity;
	bool only_errors;
};

/* What a worker keeps for itself: rules allocate while they look, also for the policy's values. */
struct desk {
	struct arena arena;
	struct policy policy;
	struct subject subject;
	struct diagnostics diagnostics;
};

struct run {
	struct {
		struct judged *items;
		size_t count, capacity;
	} texts;
	struct {
		struct asked *items;
		size_t count, capacity;
	} rules;
	struct desk desks[MOST_WORKERS];
};

bool rule_reads_sql(const struct rule *rule)
{
	return rule->check_sql || rule->check_fact;
}

bool lint_rule_is_left_off(const struct lint *lint, const struct rule *rule)
{
	return rule->key.severity == SEVERITY_OFF && !lint->only->count &&
		!policy_setting(lint->policy, "rules.%s.severity", rule->key.id);
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
	struct run *run = context;
	struct desk *desk = &run->desks[worker];
	const struct judged *judged = &run->texts.items[item];
	bool is_outside = judged->set_sql->set->spec->outside;

	desk->subject.set_sql = judged->set_sql;
	desk->subject.set = judged->set_sql->set;
	for (size_t i = 0; i < run->rules.count; i++) {
		const struct asked *asked = &run->rules.items[i];
		unsigned flags = asked->rule->flags;

		if ((is_outside && (flags & (RULE_ABOUT_NAME | RULE_ABOUT_GIT))) ||
			(judged->sql->is_down && (flags & RULE_UP_ONLY)))
			continue;
		desk->subject.rule = desk->diagnostics.rule = asked->rule;
		desk->subject.watched = asked->watched;
		desk->subject.only_errors = asked->only_errors;
		desk->diagnostics.severity = asked->severity;
		ask(&desk->subject, judged->sql, &desk->diagnostics);
	}
}

static void list(struct run *run, const struct lint *lint)
{
	for (size_t i = 0; i < lint->rule_count; i++) {
		const struct rule *rule = lint->rules[i];
		enum severity severity = lint_severity(lint, rule);

		if (severity != SEVERITY_OFF && rule_reads_sql(rule))
			*vec_push(lint->arena, &run->rules) = (struct asked){
				rule, &lint->watched[i], severity, lint_rule_is_left_off(lint, rule)};
	}
	for (size_t i = 0; i < lint->sets->count; i++)
		for (size_t j = 0; j < lint->sql[i].texts.count; j++)
			if (lint->sql[i].texts.items[j]->file->is_judged)
				*vec_push(lint->arena, &run->texts) = (struct judged){
					&lint->sql[i], lint->sql[i].texts.items[j]};
}

void run_sql_rules(
	const struct lint *lint, const struct subject *subject, struct diagnostics *diagnostics)
{
	struct run run = {.desks = {{{NULL}}}};
	size_t workers;

	list(&run, lint);
	workers = parallel_workers(run.texts.count);
	for (size_t i = 0; i < workers; i++) {
		struct desk *desk = &run.desks[i];

		desk->policy = *lint->policy;
		desk->policy.arena = &desk->arena;
		desk->subject = *subject;
		desk->subject.arena = desk->diagnostics.arena = &desk->arena;
		desk->subject.policy = &desk->policy;
	}
	parallel_run(workers, run.texts.count, judge, &run);
	for (size_t i = 0; i < workers; i++) {
		for (size_t j = 0; j < run.desks[i].diagnostics.count; j++)
			*vec_push(lint->arena, diagnostics) = run.desks[i].diagnostics.items[j];
		arena_adopt(lint->arena, &run.desks[i].arena);
	}
}
