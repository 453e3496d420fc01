/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "lint/set_snapshot.h"
#include "migration/snapshot.h"
#include "rules/history_table.h"
#include "rules/managed_schema.h"
#include "rules/snapshot_remedy.h"

static const char *kind_name(const struct catalog_entry *entry)
{
	return object_kinds[entry->state->kind].name;
}

/* The table it is, or belongs to. */
static struct object_name table_of(const struct catalog_entry *entry)
{
	return entry->owner ? table_of(entry->owner) : entry->state->name;
}

/* What a tool of its own makes and changes: no migration does. */
static bool is_others(const struct subject *subject, const struct catalog_entry *entry)
{
	if (entry->state->kind == KIND_SCHEMA)
		return is_managed_schema(entry->state->name.name);
	return is_managed_schema(catalog_schema(entry, LATEST)) ||
		history_table_is(subject, table_of(entry));
}

/* The migration that made an object as it is; NULL: none that was read. */
static const struct migration_file *maker(
	const struct subject *subject, const struct catalog_entry *entry)
{
	const struct migration_file *file = entry->state->origin.path.ptr
		? migration_set_file(subject->set, entry->state->origin.path)
		: NULL;

	return file && file->script && file->is_judged ? file : NULL;
}

static struct span line_at(struct str content, size_t offset)
{
	size_t end = str_find(content, STR("\n"), offset);

	while (end > offset && is_blank(content.ptr[end - 1]))
		end--;
	return (struct span){offset, end};
}

/* The word that the line begins with is the name, quoted or not. */
static bool is_named(struct str line, struct str name)
{
	line = str_trim(line);
	if (line.len && line.ptr[0] == '"')
		line = str_slice(line, 1, line.len);
	return str_starts(line, name) &&
		(line.len == name.len || !(is_alnum(line.ptr[name.len]) || line.ptr[name.len] == '_'));
}

/* Where the dump or migration says so: of a column its own line in CREATE TABLE, if it has one. */
static struct span place_of(struct str content, const struct catalog_entry *entry)
{
	size_t from = entry->state->origin.offset, end = str_find(content, STR(";"), from);
	size_t at = from;

	while (entry->state->kind == KIND_COLUMN && at < end) {
		size_t next = str_find(content, STR("\n"), at);

		if (at > from && is_named(str_slice(content, at, next), entry->state->name.name)) {
			while (is_blank(content.ptr[at]))
				at++;
			return line_at(content, at);
		}
		at = next + 1;
	}
	return line_at(content, from);
}

static struct str origin_of(struct arena *arena, const struct catalog_entry *entry)
{
	const struct origin *origin = &entry->state->origin;

	if (!origin->path.ptr)
		return STR("");
	return str_format(
		arena, " (%s:%zu)", escape_text(arena, origin->path, false).ptr, origin->line);
}

static struct diagnostic *at_snapshot(const struct set_snapshot *snapshot,
	const struct catalog_entry *entry, struct diagnostics *out, struct str message)
{
	struct str content = snapshot->file->script->content;

	return diagnose_text(out, snapshot->file->path, content,
		entry ? place_of(content, entry) : (struct span){0, 0}, "%.*s", STR_ARG(message));
}

/* One line, and not all of a long one; of several the one that the other side has not. */
static struct str shown(
	struct arena *arena, enum attribute_key key, struct str text, struct str other)
{
	enum { LONGEST = 60 };
	struct str line, its, cut;

	if (attribute_rows[key].form == FORM_FLAG)
		return text.ptr ? STR("true") : STR("false");
	if (!text.ptr)
		return STR("none");
	line = text;
	while (str_find(text, STR("\n"), 0) < text.len && str_next(&text, '\n', &line))
		if (!str_next(&other, '\n', &its) || !str_equal(str_trim(line), str_trim(its)))
			break;
	line = str_trim(line);
	cut = str_slice(line, 0, LONGEST);
	return str_format(
		arena, "%s%s", escape_text(arena, cut, false).ptr, cut.len < line.len ? "..." : "");
}

static struct diagnostic *report(
	const struct subject *subject, const struct difference *difference, struct diagnostics *out)
{
	const struct set_snapshot *snapshot = subject->snapshot;
	const struct catalog_entry *left = difference->left, *right = difference->right;
	const struct catalog_entry *any = left ? left : right;
	struct arena *arena = subject->arena;
	struct str name = escape_text(arena, catalog_name(arena, any, LATEST), false);
	struct str file = escape_text(arena, str_basename(snapshot->file->path), false);
	const struct migration_file *made_by = left ? maker(subject, left) : NULL;
	struct str message;

	switch (difference->kind) {
	case DIFFERENCE_MISSING:
		message = str_format(
			arena, "%s %.*s is missing in %.*s", kind_name(left), STR_ARG(name), STR_ARG(file));
		if (made_by)
			return diagnose(
				out, made_by, place_of(made_by->script->content, left), "%.*s", STR_ARG(message));
		return at_snapshot(snapshot, NULL, out,
			str_format(arena, "%.*s%.*s", STR_ARG(message), STR_ARG(origin_of(arena, left))));
	case DIFFERENCE_SURPLUS:
		return at_snapshot(snapshot, right, out,
			str_format(arena, "%s %.*s is in %.*s, and no migration builds it", kind_name(right),
				STR_ARG(name), STR_ARG(file)));
	default:
		return at_snapshot(snapshot, right, out,
			str_format(arena, "%s %.*s: %s is %.*s in %.*s, and the migrations say %.*s%.*s",
				kind_name(right), STR_ARG(name), attribute_rows[difference->key].name,
				STR_ARG(
					shown(arena, difference->key, difference->right_text, difference->left_text)),
				STR_ARG(file),
				STR_ARG(
					shown(arena, difference->key, difference->left_text, difference->right_text)),
				STR_ARG(origin_of(arena, left))));
	}
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct set_snapshot *snapshot = subject->snapshot;

	if (!snapshot->is_judged || snapshot_owner(subject->sets, snapshot->file->path) != subject->set)
		return;
	/* one line that nobody takes for a dump, not one for each object */
	if (snapshot->is_empty && snapshot->differences.count) {
		diagnostic_at_most(at_snapshot(snapshot, NULL, out,
							   str_format(subject->arena,
								   "%s holds no SQL: what the migrations build is not in it",
								   escape_text(subject->arena, snapshot->file->path, false).ptr)),
			SEVERITY_INFO);
		return;
	}
	for (size_t i = 0; i < snapshot->differences.count; i++) {
		const struct difference *difference = &snapshot->differences.items[i];
		struct diagnostic *diagnostic;

		if (is_others(subject, difference->left ? difference->left : difference->right))
			continue;
		diagnostic = report(subject, difference, out);
		diagnostic_hint(out, diagnostic, "%s", snapshot_remedy(subject, snapshot->file->path).ptr);
	}
}

const struct rule rule_snapshot_out_of_sync = {
	.key = {.id = "snapshot-out-of-sync", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.flags = RULE_ABOUT_GIT | RULE_READS_SNAPSHOT,
	.summary = "schema.sql differs from what the migrations build",
	.why =
		"A dump that was edited by hand, taken from another database or forgotten describes a "
		"schema that nobody has. Every migration is replayed in memory and compared with the dump "
		"object by object. What cannot be known without a server (SQL that is put together while "
		"it runs, what an extension brings) is left out: a real server's answer is the judge.",
	.flagged = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE public.users (id bigint NOT NULL);\n"
			   "ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n",
	.allowed = "-- merged: schema.sql\n"
			   "-- empty\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
			   "-- staged: schema.sql\n"
			   "CREATE TABLE public.users (id bigint NOT NULL, email text);\n"
			   "ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n",
	.remedy =
		"`mighook schema dump --write` writes it from the migrations; or dump a database that "
		"has run all of them, and nothing else.",
	.source = "seed 5 lines 110-159 (S4-10, S4-11, S4-24); pg_dump's manual page",
	.check_set = check_set,
};
