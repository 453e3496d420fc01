/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/demand.h"
#include "policy/value.h"
#include "rules/dropped.h"
#include "rules/public_kind.h"

/* The object went after it was deprecated and was made anew: those who read the announcement have
 * parted with another one. */
static bool is_void(const struct subject *subject, const struct deprecation *deprecation,
	const struct sql *sql, const struct fact *fact)
{
	bool has_table = fact->table.name.ptr != NULL;
	struct mentioned_facts found = mentions_find(&subject->set_sql->mentions, MENTION_CHANGED,
		has_table ? fact->table.name : fact->object.name, (struct str){NULL, 0}, NULL);

	for (size_t i = 0; i < found.count; i++) {
		const struct fact *drop = found.items[i].fact;
		const struct sql *other = found.items[i].sql;
		bool is_same = drop->kind == fact->kind && object_name_equal(drop->object, fact->object) &&
			(!has_table || object_name_equal(drop->table, fact->table));
		bool is_table = has_table && drop->kind == KIND_TABLE &&
			object_name_equal(drop->object, fact->table);

		if (drop->act == ACT_DROP && (is_same || is_table) && other->file != sql->file &&
			migration_file_compare(deprecation->file, other->file) < 0 &&
			set_sql_precedes(other, drop, sql, fact) && !dropped_is_harmless(subject, other, drop))
			return true;
	}
	return false;
}

/* A merged one comes before one that is not, one with a date before one without, then the oldest.
 */
static bool is_better(const struct deprecation *a, const struct deprecation *b)
{
	if (a->is_merged != b->is_merged)
		return a->is_merged;
	if (!a->undated.ptr != !b->undated.ptr)
		return !a->undated.ptr;
	return a->time < b->time;
}

/* The one that counts; NULL if there is none. */
static const struct deprecation *find_deprecation(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	const struct deprecations *all = &subject->set_sql->deprecations;
	const struct deprecation *best = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct deprecation *candidate = &all->items[i];

		if (deprecation_names(candidate, fact->table, fact->object) &&
			migration_file_compare(candidate->file, sql->file) < 0 &&
			!is_void(subject, candidate, sql, fact) && (!best || is_better(candidate, best)))
			best = candidate;
	}
	return best;
}

/* Day on which the migration removes: the one in its version, else today. */
static int64_t removal_day(const struct subject *subject, const struct sql *sql)
{
	struct str version = sql->file->name.version;
	struct datetime when;

	return (version.ptr && version_date(subject->set->spec->version_kind, version, &when) &&
					   !datetime_mistake(&when)
				   ? datetime_seconds(&when)
				   : subject->now) /
		SECONDS_PER_DAY;
}

/* users.email: also what the comment has to name. */
static struct str removed_name(const struct subject *subject, const struct fact *fact)
{
	struct str own = object_name_sql(subject->arena, fact->object);

	if (fact->table.name.ptr)
		own = str_format(subject->arena, "%.*s.%.*s",
			STR_ARG(object_name_sql(subject->arena, fact->table)), STR_ARG(own));
	return escape_text(subject->arena, own, false);
}

static struct diagnostic *report(const struct sql *sql, const struct fact *fact,
	struct diagnostics *out, struct str name, struct str rest)
{
	return diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
		"%s %.*s is removed%.*s", object_kinds[fact->kind].name, STR_ARG(name), STR_ARG(rest));
}

static void report_none(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str name = removed_name(subject, fact);
	const char *keyword = object_kinds[fact->kind].keyword;

	diagnostic_hint(out,
		report(sql, fact, out, name, STR(", and no earlier migration has deprecated it")),
		"Deprecate it in a migration of its own, with the comment -- deprecates: %.*s above "
		"`COMMENT ON %s %.*s IS 'deprecated';`, and remove it %.*s days later",
		STR_ARG(name), keyword ? keyword : "COLUMN", STR_ARG(name),
		STR_ARG(policy_option(subject->policy, &subject->rule->key, "days")));
}

static void report_young(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, const struct deprecation *deprecation, struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	int64_t days = (int64_t)value_number(
		policy_option(subject->policy, &subject->rule->key, "days"));
	int64_t since = deprecation->time / SECONDS_PER_DAY, age = removal_day(subject, sql) - since;
	struct datetime from = datetime_from_seconds((since + days) * SECONDS_PER_DAY);

	if (age >= days)
		return;
	diagnostic_hint(out,
		report(sql, fact, out, removed_name(subject, fact),
			str_format(arena, " %lld %s after %s has deprecated it, and not %lld", (long long)age,
				age == 1 ? "day" : "days", escape_text(arena, deprecation->file->path, false).ptr,
				(long long)days)),
		"It may go from %04d-%02d-%02d on, in a migration of that day or later", from.year,
		from.month, from.day);
}

static void check_age(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out)
{
	const struct deprecation *deprecation = find_deprecation(subject, sql, fact);
	struct arena *arena = subject->arena;

	if (!deprecation)
		report_none(subject, sql, fact, out);
	else if (!deprecation->is_merged)
		diagnostic_hint(out,
			report(sql, fact, out, removed_name(subject, fact),
				str_format(arena, ", and %s, which deprecates it, is not merged yet",
					escape_text(arena, deprecation->file->path, false).ptr)),
			"Merge that first; the days count for those who can read it");
	else if (deprecation->undated.ptr)
		report(sql, fact, out, removed_name(subject, fact),
			str_format(arena, ", and how long ago %s has deprecated it cannot be told: %.*s",
				escape_text(arena, deprecation->file->path, false).ptr,
				STR_ARG(escape_text(arena, deprecation->undated, false))));
	else
		report_young(subject, sql, fact, deprecation, out);
}

/* A text of the file that differs from the one before; other line ends do not count. */
static bool is_changelog_updated(const struct subject *subject)
{
	for (size_t i = 0; i < subject->demand->watched.count; i++) {
		const struct watched_file *file = &subject->demand->watched.items[i];

		if (file->after.ptr &&
			(!file->before.ptr ||
				!str_equal(str_with_lf(subject->arena, file->before),
					str_with_lf(subject->arena, file->after))))
			return true;
	}
	return false;
}

static void check_changelog(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str path = policy_option(subject->policy, &subject->rule->key, "changelog");
	struct arena *arena = subject->arena;

	/* where no change is looked at, none can be missed */
	if (str_equal(path, STR("none")) || subject->changes->whole || subject->changes->only_named ||
		is_changelog_updated(subject))
		return;
	diagnostic_hint(out,
		report(sql, fact, out, removed_name(subject, fact),
			str_format(arena, ", and %s is not changed along with it",
				escape_text(arena, path, false).ptr)),
		"Say there what is gone, then run: git add %s", escape_shell(arena, path).ptr);
}

static bool is_removal(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	const struct statement *statement = fact_statement(sql, fact);

	return fact->act == ACT_DROP && is_public_kind(fact->kind) && !(fact->flags & FACT_TEMPORARY) &&
		statement->place != PLACE_BODY && !statement->is_undone &&
		!dropped_is_harmless(subject, sql, fact);
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	const struct fact *first = NULL;

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (!is_removal(subject, sql, fact))
			continue;
		check_age(subject, sql, fact, out);
		if (!first)
			first = fact;
	}
	if (first)
		check_changelog(subject, sql, first, out);
}

const struct rule rule_deprecation_too_young = {
	.key =
		{
			.id = "deprecation-too-young",
			.severity = SEVERITY_OFF,
			.options =
				(const struct option_key[]){
					{"days", VALUE_NUMBER, NULL, "30",
						"days from the deprecation to the removal, by their versions"},
					{"changelog", VALUE_PATH_OR_NONE, NULL, "CHANGELOG.md",
						"file that must change along with a removal"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT | RULE_UP_ONLY | RULE_READS_DEPRECATIONS,
	.summary = "something is removed that no merged migration has deprecated long enough ago",
	.why = "Whoever uses a table, column, view or function needs time to leave it. The migration "
		   "that announces the end says so in a comment, `-- deprecates: users.email`; days are "
		   "counted from the date in its version, or where versions are no dates from the commit "
		   "that brought it. What the change itself creates may go at any time. The removal is "
		   "written down in the change log, in the same change.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {deprecation-too-young: error}\n"
			   "-- merged: supabase/migrations/20250110093045_deprecate_email.sql\n"
			   "-- deprecates: users.email\n"
			   "COMMENT ON COLUMN users.email IS 'deprecated';\n"
			   "-- staged: CHANGELOG.md\n"
			   "users.email is gone.\n"
			   "-- staged: supabase/migrations/20250127093045_drop_email.sql\n"
			   "ALTER TABLE users DROP COLUMN IF EXISTS email;\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {deprecation-too-young: error}\n"
			   "-- merged: supabase/migrations/20250110093045_deprecate_email.sql\n"
			   "-- deprecates: users.email\n"
			   "COMMENT ON COLUMN users.email IS 'deprecated';\n"
			   "-- staged: CHANGELOG.md\n"
			   "users.email is gone.\n"
			   "-- staged: supabase/migrations/20250227093045_drop_email.sql\n"
			   "ALTER TABLE users DROP COLUMN IF EXISTS email;\n",
	.remedy = "`-- mighook: allow deprecation-too-young REASON` before the statement.",
	.source = "seed 1 lines 416-422 (S0-42)",
	.reads_path_option = "changelog",
	.check_sql = check_sql,
};
