/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static const struct str sql_ending = {".sql", 4};

static struct str without_ending(struct str name)
{
	return str_ends(name, sql_ending) ? str_slice(name, 0, name.len - sql_ending.len) : name;
}

/* A value of `Migration:` that is meant as a name, and no description: "20250127_x", "x.sql". */
static bool is_file_name(struct str value)
{
	size_t digits = 0;

	while (digits < value.len && is_digit(value.ptr[digits]))
		digits++;
	return str_find(value, STR(" "), 0) == value.len &&
		(str_ends(value, sql_ending) || (digits >= 4 && digits < value.len));
}

static void report_name(const struct subject *subject, const struct migration_file *file,
	const struct header_field *field, struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	struct span span = {field->value_offset, field->value_offset + field->value.len};
	struct str name = escape_text(arena, file->name.file, false);
	struct diagnostic *diagnostic = diagnose(out, file, span,
		"header `%.*s: %s` names another file than this, %s", STR_ARG(field->name),
		escape_text(arena, field->value, false).ptr, name.ptr);
	struct str script = str_format(
		arena, "s|^\\(-- %.*s: *\\).*|\\1%.*s|", STR_ARG(field->name), STR_ARG(name));

	diagnostic_hint(out, diagnostic, "Run: sed -i %s %s && git add %s",
		escape_shell(arena, script).ptr, escape_shell(arena, file->path).ptr,
		escape_shell(arena, file->path).ptr);
}

/* Where the policy asks for the field Migration, it is a name whatever it looks like. */
static bool is_required(const struct subject *subject)
{
	const struct setting *fields = policy_setting(subject->policy, "rules.header-missing.fields");

	for (size_t i = 0; fields && i < fields->list.count; i++)
		if (str_equal_ignoring_case(fields->list.items[i], STR("Migration")))
			return true;
	return false;
}

/* The name a value means: a path's last part, or of a folder's up file the folder. */
static struct str named_by(const struct set_spec *spec, struct str value)
{
	if (spec->runner->up_file && str_equal(str_basename(value), str_from(spec->runner->up_file)))
		value = str_dirname(value);
	return without_ending(str_basename(value));
}

/* `Migration:` of an up file and `Rollback:` of a down file name the file they stand in. */
static void check_name(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	bool is_down = file->name.role == ROLE_DOWN;
	const struct header_field *field = header_find(
		&file->script->header, is_down ? STR("Rollback") : STR("Migration"));

	if (!field || !field->value.len || field->value.ptr[0] == '<' ||
		(!is_file_name(field->value) && (is_down || !is_required(subject))))
		return;
	if (!str_equal(named_by(subject->set->spec, field->value), without_ending(file->name.file)))
		report_name(subject, file, field, out);
}

/* The pattern of a field: this rule's own, else the one given with the required fields. */
static struct str field_pattern(const struct subject *subject, const char *option)
{
	struct str own = policy_option(subject->policy, &subject->rule->key, option);
	const struct setting *other = policy_setting(
		subject->policy, "rules.header-missing.%s", option);

	return own.ptr || !other ? own : other->value;
}

static void check_pattern(const struct subject *subject, const struct migration_file *file,
	const char *name, struct regex *pattern, struct diagnostics *out)
{
	const struct header_field *field = header_find(&file->script->header, str_from(name));
	struct span span;

	if (!pattern || !field || !field->value.len || regex_find(pattern, field->value, NULL))
		return;
	span = (struct span){field->value_offset, field->value_offset + field->value.len};
	diagnostic_hint(out,
		diagnose(out, file, span, "header field %s is '%s', which does not match %.*s", name,
			escape_text(subject->arena, field->value, false).ptr, STR_ARG(regex_pattern(pattern))),
		"Write a value that matches %.*s behind `%s:`", STR_ARG(regex_pattern(pattern)), name);
}

static struct regex *compile(const struct subject *subject, const char *option)
{
	struct str pattern = field_pattern(subject, option);
	struct regex *regex = NULL;
	struct error ignored; /* the policy has been read: its patterns compile */

	if (pattern.ptr && regex_compile(&regex, subject->arena, pattern, &ignored))
		return NULL;
	return regex;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	struct regex *author = compile(subject, "author"), *ticket = compile(subject, "ticket");

	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];

		if (!file->is_judged || !file->script || !role_is_sql(file->name.role))
			continue;
		check_name(subject, file, out);
		check_pattern(subject, file, "Author", author, out);
		check_pattern(subject, file, "Ticket", ticket, out);
	}
}

const struct rule rule_header_mismatch = {
	.key =
		{
			.id = "header-mismatch",
			.severity = SEVERITY_ERROR,
			.options =
				(const struct option_key[]){
					{"author", VALUE_REGEX, NULL, NULL,
						"pattern of Author; without it header-missing's"},
					{"ticket", VALUE_REGEX, NULL, NULL,
						"pattern of Ticket; without it header-missing's"},
					{NULL},
				},
		},
	.scope = 'F',
	.summary = "a header names another file, or a field does not match its pattern",
	.why = "A copied header still speaks of the file it was copied from. A value of `Migration:` "
		   "that is plainly a description and no name is left alone; in a rollback file "
		   "`Rollback:` names the file.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- Migration: 20250101000000_add_orders.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- Migration: 20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`-- mighook: allow header-mismatch REASON` at the top of the file.",
	.source = "seed 1 line 382 (S0-35); seed 3 lines 29-32, 68-82 (S2-05, S2-09)",
	.check_set = check_set,
};
