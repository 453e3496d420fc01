/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* What templates leave for the author to fill in. */
static bool is_placeholder(struct str value)
{
	static const char *const placeholders[] = {"TODO", "TBD", "FIXME", "XXX", "...", "?"};

	for (size_t i = 0; i < ARRAY_LENGTH(placeholders); i++)
		if (str_equal_ignoring_case(value, str_from(placeholders[i])))
			return true;
	return (value.ptr[0] == '<' && value.ptr[value.len - 1] == '>') ||
		str_starts(value, STR("TODO:")) || str_starts(value, STR("YYYYMMDD")) ||
		str_find(value, STR("CHANGE_ME"), 0) < value.len;
}

/* A header below the first SQL is no header: it is said where it stands. */
static bool stands_later(const struct migration_file *file, struct str field)
{
	struct scan all = file->script->scan;
	struct arena scratch = {0};
	struct header header;
	bool found;

	all.first_sql = file->script->content.len;
	header = header_of(&scratch, &all);
	found = header_find(&header, field) != NULL;
	arena_release(&scratch);
	return found;
}

/* The line to add, with what can be known filled in. */
static struct str line_to_add(
	const struct subject *subject, const struct migration_file *file, struct str field)
{
	struct arena *arena = subject->arena;

	if (str_equal_ignoring_case(field, STR("Migration")))
		return str_format(arena, "sed -i '1i -- %.*s: %.*s' %s", STR_ARG(field),
			STR_ARG(escape_text(arena, file->name.file, false)),
			escape_shell(arena, file->path).ptr);
	if (str_equal_ignoring_case(field, STR("Author")))
		return str_format(arena, "sed -i \"1i -- %.*s: $(git config user.name)\" %s",
			STR_ARG(field), escape_shell(arena, file->path).ptr);
	return (struct str){NULL, 0};
}

static void report(const struct subject *subject, const struct migration_file *file,
	struct str field, const struct header_field *found, struct diagnostics *out)
{
	struct diagnostic *diagnostic;
	struct str shown = escape_text(subject->arena, field, false), command;
	struct span span = {0, 0};

	if (found) {
		span = (struct span){found->offset, found->value_offset + found->value.len};
		diagnostic = diagnose(out, file, span, "header field %.*s is %s", STR_ARG(shown),
			found->value.len ? "still the template's placeholder" : "empty");
		diagnostic_hint(out, diagnostic, "Write what it asks for behind `%.*s:`", STR_ARG(shown));
		return;
	}
	diagnostic = diagnose(out, file, span, "header field %.*s is missing%s", STR_ARG(shown),
		stands_later(file, field) ? ": it stands below the first SQL, where it is no header" : "");
	command = line_to_add(subject, file, shown);
	if (command.ptr)
		diagnostic_hint(out, diagnostic, "Run: %.*s && git add %s", STR_ARG(command),
			escape_shell(subject->arena, file->path).ptr);
	else
		diagnostic_hint(out, diagnostic, "Add above the first SQL: -- %.*s: ...", STR_ARG(shown));
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct str_list fields = policy_option_list(subject->policy, &subject->rule->key, "fields");

	if (!file->script || file->name.role == ROLE_DOWN || file->name.role == ROLE_SIDE)
		return;
	for (size_t i = 0; i < fields.count; i++) {
		const struct header_field *found = header_find(&file->script->header, fields.items[i]);

		if (!found || !found->value.len || is_placeholder(found->value))
			report(subject, file, fields.items[i], found, out);
	}
}

const struct rule rule_header_missing = {
	.key =
		{
			.id = "header-missing",
			.severity = SEVERITY_ERROR,
			.needs = "fields",
			.options =
				(const struct option_key[]){
					{"fields", VALUE_LIST, NULL, NULL, "fields every migration must have"},
					{"author", VALUE_REGEX, NULL, NULL, "pattern of Author (header-mismatch)"},
					{"ticket", VALUE_REGEX, NULL, NULL, "pattern of Ticket (header-mismatch)"},
					{NULL},
				},
		},
	.scope = 'F',
	.flags = RULE_SPARES_SQUASHES,
	.summary = "a required header field is absent, empty or a placeholder",
	.why = "Who wrote a migration, for which ticket, and how it is taken back is asked at night, "
		   "when the author is asleep. Fields are comments `-- Field: value` before the first SQL; "
		   "the policy says which. Rollback files need none.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {header-missing: {fields: [Author]}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {header-missing: {fields: [Author]}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- Author: octocat\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow header-missing REASON` at the top of the file.",
	.source = "seed 1 lines 379-385 (S0-35); seed 3 lines 29-32 (S2-05)",
	.check_file = check_file,
};
