/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/vec.h"
#include "lint/rule.h"
#include "migration/suggest.h"

/* The parts of the name that are wrong, for a reader: " (digits, case)". */
static struct str wrong_parts(struct arena *arena, const struct name_suggestion *suggestion)
{
	const struct {
		bool wrong;
		const char *part;
	} parts[] = {
		{suggestion->digits, "digits"},
		{suggestion->separator, "separator"},
		{suggestion->type, "type"},
		{suggestion->letter_case, "case"},
		{suggestion->characters, "characters"},
		{suggestion->extension, "extension"},
	};
	struct text text = {.arena = arena};

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
		if (parts[i].wrong)
			text_addf(&text, "%s%s", text.len ? ", " : " (wrong: ", parts[i].part);
	text_add(&text, text.len ? STR(")") : STR(""));
	return text_str(&text);
}

static void report(const struct subject *subject, const struct migration_file *file,
	struct diagnostics *out, const char *reason)
{
	const struct set_spec *spec = subject->set->spec;
	struct arena *arena = subject->arena;
	struct name_suggestion suggestion = {.path = {NULL, 0}};
	bool found = suggest_name(subject->set, arena, file, subject->now, &suggestion);
	struct str parts = found && !*reason ? wrong_parts(arena, &suggestion) : str_from(reason);
	struct diagnostic *diagnostic = diagnose(out, file, (struct span){0, 0},
		"Invalid migration name: %s%.*s. Expected: %.*s",
		escape_text(arena, file->name.file, false).ptr, STR_ARG(parts),
		STR_ARG(spec->expected_name));
	struct moves moves = {0};

	if (!found)
		return;
	*vec_push(arena, &moves) = (struct move){
		.from = spec->runner->layout == LAYOUT_FOLDERS ? str_dirname(file->path) : file->path,
		.to = suggestion.path,
	};
	diagnostic_renames(out, diagnostic, moves);
}

/* Letters and '_' only, as seed 5 line 378 has it. */
static bool is_strict(struct str description)
{
	for (size_t i = 0; i < description.len; i++)
		if (!is_lower(description.ptr[i]) && description.ptr[i] != '_')
			return false;
	return true;
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct str strict = policy_option(subject->policy, &subject->rule->key, "strict-name");
	bool is_folder = subject->set->spec->runner->layout == LAYOUT_FOLDERS;

	if (!file->migration)
		return;
	/* A folder has one name: it is said once. */
	if (is_folder && file->name.role == ROLE_DOWN && file->migration->up &&
		file->migration->up->is_judged)
		return;
	if (!file->name.is_well_formed)
		report(subject, file, out, "");
	else if (str_equal(strict, STR("true")) && !is_strict(file->name.description))
		report(subject, file, out, " (wrong: only a-z and _ may stand in the description)");
}

const struct rule rule_name_malformed = {
	.key =
		{
			.id = "name-malformed",
			.severity = SEVERITY_ERROR,
			.grandfather_only = true,
			.options =
				(const struct option_key[]){
					{"strict-name", VALUE_BOOL, NULL, "false", "no digits in the description"},
					{NULL},
				},
		},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME | RULE_SPARES_SQUASHES,
	.summary = "a migration's name does not match the set's pattern",
	.why = "Runners skip, misorder or refuse files whose names they do not understand: Supabase's "
		   "CLI leaves them out with a line nobody reads. The pattern is the runner's own, or the "
		   "set's `name` in the policy.",
	.flagged = "-- staged: supabase/migrations/AddUsers.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Only a `grandfather` entry, or a `legacy` pattern of the set, excuses a name.",
	.source = "seed 5 lines 363-382 (S4-29, S4-30); supabase/cli pkg/migration/file.go",
	.check_file = check_file,
};
