/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"
#include "migration/runner.h"

static const struct str sql_ending = {".sql", 4};

/* "create users": the words of the name; ptr NULL if the pattern does not tell them apart. */
static struct str described(const struct repair_site *site)
{
	const struct name *name = &site->file->name;
	struct text text = {.arena = site->arena};

	if (!name->description.len)
		return (struct str){NULL, 0};
	if (name->type.len)
		text_addf(&text, "%.*s ", STR_ARG(name->type));
	for (size_t i = 0; i < name->description.len; i++) {
		char byte = name->description.ptr[i];

		text_add_byte(&text, str_has(STR("_-."), byte) ? ' ' : byte);
	}
	return text_str(&text);
}

/* A name that the policy's pattern refuses would be the next finding. */
static bool author_is_accepted(const struct repair_site *site)
{
	static const char *const keys[] = {
		"rules.header-mismatch.author", "rules.header-missing.author"};
	struct error ignored; /* the policy has been read: its patterns compile */
	struct regex *pattern;

	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
		const struct setting *setting = policy_setting(site->policy, "%s", keys[i]);

		if (setting && setting->value.ptr)
			return !regex_compile(&pattern, site->arena, setting->value, &ignored) &&
				regex_find(pattern, site->author, NULL);
	}
	return true;
}

/* What is known of a field; ptr NULL: the author must say it. */
static struct str known_value(const struct repair_site *site, struct str field)
{
	static const struct str unknown = {NULL, 0};

	if (str_equal_ignoring_case(field, STR("Migration")))
		return site->file->name.file;
	if (str_equal_ignoring_case(field, STR("Description")))
		return described(site);
	if (str_equal_ignoring_case(field, STR("Author")) && site->author.len &&
		author_is_accepted(site))
		return site->author;
	return unknown;
}

/* A comment in whose lines a field may be written. */
static const struct comment *line_comment_of(
	const struct migration_file *file, const struct header_field *field)
{
	for (size_t i = 0; i < file->script->scan.comments.count; i++) {
		const struct comment *comment = &file->script->scan.comments.items[i];

		if (comment->text_offset == field->offset)
			return comment->starts_line &&
					str_starts(
						str_slice(file->script->content, comment->offset, comment->end), STR("--"))
				? comment
				: NULL;
	}
	return NULL;
}

static size_t behind_line(struct str text, size_t at)
{
	size_t end = str_find(text, STR("\n"), at);

	return end < text.len ? end + 1 : end;
}

/* The top of the file, behind a byte order mark and what the tool wants in the first line. */
static size_t top_of(const struct repair_site *site)
{
	const struct script *script = site->file->script;
	const char *first = site->set->spec->runner->opt_out_comment;
	size_t at = str_starts(script->content, STR("\xef\xbb\xbf")) ? 3 : 0;

	if (first && script->scan.comments.count && !script->scan.comments.items[0].offset &&
		str_equal_ignoring_case(script->scan.comments.items[0].text, str_from(first)))
		at = behind_line(script->content, at);
	return at;
}

/* Where the line of a field belongs: behind the nearest one that the policy lists before it. */
static size_t place_of(const struct repair_site *site, struct str field)
{
	struct str_list fields = policy_option_list(
		site->policy, &site->diagnostic->rule->key, "fields");
	size_t place = top_of(site);

	for (size_t i = 0; i < fields.count && !str_equal(fields.items[i], field); i++) {
		const struct header_field *other = header_find(
			&site->file->script->header, fields.items[i]);
		const struct comment *comment = other ? line_comment_of(site->file, other) : NULL;

		if (comment)
			place = behind_line(site->file->script->content, comment->offset);
	}
	return place;
}

/* The field that the finding is about; several may be found at one place. */
static void mend_field(const struct repair_site *site, struct str field, struct mending *ret)
{
	const struct migration_file *file = site->file;
	const struct header_field *found = header_find(&file->script->header, field);
	struct span span = site->diagnostic->span;
	struct str value = known_value(site, field);
	struct edit edit = {.text = value};
	size_t place;

	if (!value.ptr)
		return;
	if (found) {
		if (found->offset != span.from || found->value_offset + found->value.len != span.to ||
			str_equal(found->value, value))
			return;
		edit.from = found->value_offset;
		edit.to = edit.from + found->value.len;
		if (!found->value.len)
			edit.text = str_format(site->arena, " %.*s", STR_ARG(value));
		edits_add(&ret->edits, site->arena, edit);
		return;
	}
	if (span.from || span.to)
		return;
	place = place_of(site, field);
	edit.from = edit.to = place;
	edit.text = str_format(site->arena, "%s-- %.*s: %.*s\n",
		place && file->script->content.ptr[place - 1] != '\n' &&
				!str_ends(str_slice(file->script->content, 0, place), STR("\xef\xbb\xbf"))
			? "\n"
			: "",
		STR_ARG(field), STR_ARG(value));
	edits_add(&ret->edits, site->arena, edit);
}

void mend_missing_header(const struct repair_site *site, struct mending *ret)
{
	struct str_list fields = policy_option_list(
		site->policy, &site->diagnostic->rule->key, "fields");

	for (size_t i = 0; i < fields.count; i++)
		mend_field(site, fields.items[i], ret);
}

/* `Migration:` and `Rollback:` with the file's own name, written as they were: with the ending or
 * without. */
void mend_header_name(const struct repair_site *site, struct mending *ret)
{
	const struct migration_file *file = site->file;
	struct str name = file->name.file;
	const struct header_field *field = header_find(
		&file->script->header, file->name.role == ROLE_DOWN ? STR("Rollback") : STR("Migration"));
	struct span span = site->diagnostic->span;

	if (!field || field->value_offset != span.from ||
		field->value_offset + field->value.len != span.to)
		return;
	if (!str_ends(field->value, sql_ending) && str_ends(name, sql_ending))
		name.len -= sql_ending.len;
	edits_add(&ret->edits, site->arena, (struct edit){span.from, span.to, name});
}
