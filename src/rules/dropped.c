/* SPDX-License-Identifier: MIT */
#include "rules/dropped.h"

#include "base/escape.h"

const struct option_key dropped_options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{"require", VALUE_CHOICE, "nothing|backup", "nothing",
		"backup: there must be a line `-- backup: WHERE`, or a copy of the table made before"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

bool dropped_is_harmless(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	const struct set_sql *here = subject->set_sql;

	if (set_sql_creates(here, sql, fact, fact->kind, fact->table, fact->object) ||
		(fact->table.name.ptr && set_sql_is_new_table(here, sql, fact, fact->table)))
		return true;
	return set_sql_makes_anew(here, sql, fact);
}

/* `-- backup: WHERE`, anywhere in the file. */
static bool names_backup(const struct script *script)
{
	for (size_t i = 0; i < script->scan.comments.count; i++) {
		struct str comment = script->scan.comments.items[i].text, word = STR("backup:");

		if (str_equal_ignoring_case(str_slice(comment, 0, word.len), word) &&
			str_trim(str_slice(comment, word.len, comment.len)).len)
			return true;
	}
	return false;
}

/* True if the statement reads the table: CREATE TABLE copy AS SELECT ... FROM it. */
static bool reads(const struct sql *sql, const struct statement *statement, struct str table)
{
	struct str whole = str_slice(sql->text, statement->from, statement->to);
	size_t at = str_find(whole, table, 0);

	return table.len && at < whole.len;
}

/* A table made of the dropped one's rows, before it goes. */
static bool is_copied(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct str table = fact->kind == KIND_COLUMN ? fact->table.name : fact->object.name;
	size_t number = (size_t)(fact - sql->facts.items);

	for (size_t i = 0; i < subject->set_sql->texts.count; i++) {
		const struct sql *other = subject->set_sql->texts.items[i];

		if (other != sql && (!sql_is_new(other) || other->is_down))
			continue;
		for (size_t j = 0; j < (other == sql ? number : other->facts.count); j++) {
			const struct fact *copy = &other->facts.items[j];
			const struct statement *statement = fact_statement(other, copy);
			bool copies = (copy->act == ACT_CREATE && copy->kind == KIND_TABLE &&
							  !strcmp(statement->verb, "CREATE TABLE AS")) ||
				copy->act == ACT_INSERT;

			if (copies && !str_equal(copy->object.name, table) && reads(other, statement, table))
				return true;
		}
	}
	return false;
}

static struct str shown(const struct subject *subject, const struct fact *fact)
{
	struct str own = object_name_sql(subject->arena, fact->object);

	if (fact->table.name.ptr)
		own = str_format(subject->arena, "%.*s.%.*s",
			STR_ARG(object_name_sql(subject->arena, fact->table)), STR_ARG(own));
	return escape_text(subject->arena, own, false);
}

void dropped_report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out)
{
	const struct statement *statement = fact_statement(sql, fact);
	const struct rule_key *rule = &subject->rule->key;
	bool wants_backup = str_equal(policy_option(subject->policy, rule, "require"), STR("backup"));
	bool takes_approval = !str_equal(
		policy_option(subject->policy, rule, "approval"), STR("false"));
	struct diagnostic *diagnostic;

	if (wants_backup && (names_backup(sql->file->script) || is_copied(subject, sql, fact)))
		return;
	diagnostic = diagnose(out, sql->file, statement_span(sql, statement), "%s %.*s is dropped%s",
		object_kinds[fact->kind].name, STR_ARG(shown(subject, fact)),
		object_kinds[fact->kind].holds_data ? ", and its data with it" : "");
	if (wants_backup)
		diagnostic->takes_approval = false;
	if (wants_backup)
		diagnostic_hint(
			out, diagnostic, "Copy it before, or say where the backup is: -- backup: WHERE");
	else if (takes_approval)
		diagnostic_hint(out, diagnostic,
			"If it is meant, let it be approved: -- approved-by: NAME [TICKET] above the "
			"statement");
	else
		diagnostic_hint(out, diagnostic, "The policy allows additions only: leave it in place");
}
