/* SPDX-License-Identifier: MIT */
#include "check_applied.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/program.h"

/* With the time that it takes to start and to end a process it is below 400 ms. */
enum { TIME_LIMIT = 380 };

/* The variable of the first environment of the policy that has an address here. */
static struct str find_variable(struct check *check, struct str_list *names)
{
	const struct settings *settings = &check->policy.settings;

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->items[i];
		const char *value;

		if (!str_starts(setting->key, STR("database.environments.")) ||
			!str_ends(setting->key, STR(".url-env")))
			continue;
		value = getenv(str_copy(check->arena, setting->value).ptr);
		if (value && *value)
			return setting->value;
		str_list_add(check->arena, names, setting->value);
	}
	return (struct str){NULL, 0};
}

/* libpq's own ways count where the policy names no environment. */
static bool has_libpq_environment(void)
{
	static const char *const names[] = {
		"PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE", "PGPORT", "PGUSER"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (getenv(names[i]))
			return true;
	return false;
}

static bool find_database(struct check *check, struct applied_questions *questions)
{
	struct str_list names = {0};

	questions->variable = find_variable(check, &names);
	if (questions->variable.ptr || (!names.count && has_libpq_environment()))
		return true;
	if (names.count)
		check_note(check, "the database was not asked what is applied: %s is not set",
			escape_text(check->arena, names.items[0], false).ptr);
	else
		check_note(check,
			"the database was not asked what is applied: the policy names no environment of it "
			"(database: {environments: {dev: {url-env: DATABASE_URL}}})");
	return false;
}

static int64_t time_limit(const struct check *check)
{
	const struct setting *setting = policy_setting(&check->policy, "database.timeout");
	int64_t milliseconds = TIME_LIMIT;

	if (setting)
		(void)duration_parse_milliseconds(setting->value, &milliseconds);
	return milliseconds;
}

static void collect_questions(
	struct check *check, const struct migration_sets *sets, struct applied_inquiry *inquiry)
{
	inquiry->first = arena_array(check->arena, size_t, sets->count + 1);
	for (size_t i = 0; i < sets->count; i++) {
		inquiry->first[i] = inquiry->questions.count;
		applied_questions_add(&inquiry->questions, check->arena, &sets->items[i]);
	}
	inquiry->first[sets->count] = inquiry->questions.count;
}

void check_applied_start(struct check *check, const struct change_set *changes,
	const struct migration_sets *sets, struct applied_inquiry *ret)
{
	const struct setting *setting = policy_setting(&check->policy, "database.on-commit");
	const char *arguments[] = {NULL, "applied", NULL};
	struct error error;

	*ret = (struct applied_inquiry){.deadline = 0};
	if (!setting || !str_equal(setting->value, STR("warn")) || changes->whole)
		return;
	collect_questions(check, sets, ret);
	if (!ret->questions.count || !find_database(check, &ret->questions))
		return;
	arguments[0] = program_find(check->arena).ptr;
	if (!arguments[0]) {
		check_note(
			check, "the database was not asked what is applied: mighook-db is not installed here");
		return;
	}
	ret->questions.milliseconds = time_limit(check);
	ret->deadline = clock_milliseconds() + ret->questions.milliseconds;
	if (process_start(&ret->process, arguments, &error)) {
		check_note(check, "the database was not asked what is applied: %s", error.message);
		return;
	}
	/* one that has ended already has not answered either: that is seen when the answer is taken */
	(void)!process_give(&ret->process, applied_questions_text(check->arena, &ret->questions));
}

void applied_inquiry_drop(struct applied_inquiry *inquiry)
{
	struct arena scratch = {0};
	struct str output;

	if (inquiry->process.child)
		(void)!process_take(&inquiry->process, /* deadline= */ 0, &scratch, &output);
	arena_release(&scratch);
}

void check_applied_end(
	struct check *check, struct migration_sets *sets, struct applied_inquiry *inquiry)
{
	struct applied_questions answers;
	struct str output;

	if (!inquiry->process.child)
		return;
	if (!process_take(&inquiry->process, inquiry->deadline, check->arena, &output)) {
		check_note(check,
			"the database has not told within %lld ms what is applied: it was not waited for",
			(long long)inquiry->questions.milliseconds);
		return;
	}
	if (!applied_questions_read(&answers, check->arena, output) ||
		answers.count != inquiry->questions.count) {
		check_note(check, "the database has not told what is applied: %s",
			escape_text(check->arena, str_trim(output), false).ptr);
		return;
	}
	for (size_t i = 0; i < sets->count; i++)
		applied_mark(&sets->items[i], check->arena, &answers, inquiry->first[i],
			inquiry->first[i + 1] - inquiry->first[i]);
}
