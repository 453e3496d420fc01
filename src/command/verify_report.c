/* SPDX-License-Identifier: MIT */
#include "command/verify_report.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/json.h"
#include "report/formats.h"

static const char *const colors[VERIFICATION_STATE_COUNT] = {
	[VERIFICATION_VERIFIED] = "\x1b[32m",
	[VERIFICATION_MISSING] = "\x1b[31m",
	[VERIFICATION_DIFFERENT] = "\x1b[31m",
	[VERIFICATION_UNVERIFIED] = "\x1b[33m",
};

static struct arena *arena_of(const struct verify_report *report)
{
	return report->verify->verification.arena;
}

static const char *escaped(const struct verify_report *report, struct str text)
{
	return escape_text(arena_of(report), text, false).ptr;
}

/* The migration as people call it: its file or folder without what it ends in. */
static const char *migration_name(
	const struct verify_report *report, const struct migration_file *file)
{
	return escaped(report, str_basename(file->name.stem));
}

static bool is_problem(const struct verified_object *object)
{
	return (object->state == VERIFICATION_MISSING || object->state == VERIFICATION_DIFFERENT) &&
		!object->is_told;
}

/* "3 verified, 1 missing" */
static struct str counts_text(const struct verify_report *report)
{
	const struct verification *verification = &report->verify->verification;
	struct text text = {.arena = arena_of(report)};

	text_addf(&text, "%zu verified", verification->counts[VERIFICATION_VERIFIED]);
	for (size_t i = VERIFICATION_MISSING; i < VERIFICATION_STATE_COUNT; i++)
		if (verification->counts[i])
			text_addf(&text, ", %zu %s", verification->counts[i], verification_states[i]);
	return text_str(&text);
}

static void write_line(
	FILE *out, const struct verify_report *report, const struct verified_object *object)
{
	const char *state = verification_states[object->state];

	fprintf(out, "%s%-10s%s %s %s", report->is_colored ? colors[object->state] : "", state,
		report->is_colored ? "\x1b[0m" : "", object_kinds[object->kind].name,
		escaped(report, object->name));
	if (object->detail.ptr)
		fprintf(out, "  %s", escaped(report, object->detail));
	if (object->origin.path.ptr && object->state != VERIFICATION_VERIFIED) {
		fprintf(out, "  (%s", escaped(report, object->origin.path));
		if (object->origin.line)
			fprintf(out, ":%zu", object->origin.line);
		fputc(')', out);
	}
	fputc('\n', out);
}

void verify_write_text(FILE *out, const struct verify_report *report)
{
	const struct database_verify *verify = report->verify;
	const struct verification *verification = &verify->verification;
	const char *verdict = verification_is_good(verification) ? "verified" : "NOT verified";

	for (size_t i = 0; i < verification->objects.count; i++)
		if (report->is_long || is_problem(&verification->objects.items[i]))
			write_line(out, report, &verification->objects.items[i]);
	if (report->is_quiet)
		return;
	if (verify->migrations.count == 1)
		fprintf(out, "%s %s", migration_name(report, verify->migrations.items[0].file), verdict);
	else
		fprintf(out, "%zu migrations %s", verify->migrations.count, verdict);
	fprintf(out, " in %s: %zu object%s, %s\n", verify->database.place.ptr,
		verification->objects.count, verification->objects.count == 1 ? "" : "s",
		counts_text(report).ptr);
}

static void write_object(struct json_members *members, size_t number, void *context)
{
	const struct verify_report *report = context;
	const struct verified_object *object = &report->verify->verification.objects.items[number];

	json_write_string(members, "kind", str_from(object_kinds[object->kind].name));
	json_write_string(members, "name", object->name);
	json_write_string(members, "state", str_from(verification_states[object->state]));
	json_write_string(members, "detail", object->detail);
	if (object->origin.path.ptr) {
		json_write_path(members, "path", object->origin.path);
		if (object->origin.line)
			json_write_number(members, "line", (int64_t)object->origin.line);
	}
}

void verify_write_json(FILE *out, const struct verify_report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("verify");
	const struct database_verify *verify = report->verify;
	const struct verification *verification = &verify->verification;
	struct verify_report shown = *report;
	struct json *migrations, *counts;

	json_add_bool(root, "ok", verification_is_good(verification));
	json_add_string(root, "database", verify->database.place);
	counts = json_add_object(root, "summary");
	for (size_t i = 0; i < VERIFICATION_STATE_COUNT; i++)
		json_add_number(counts, verification_states[i], (int64_t)verification->counts[i]);
	migrations = json_add_array(root, "migrations");
	for (size_t i = 0; i < verify->migrations.count; i++) {
		const struct verified_migration *migration = &verify->migrations.items[i];
		struct json *object = json_append_object(migrations);

		json_add_string(object, "version", migration->file->name.version);
		json_add_path(object, "path", migration->file->path);
		json_add_string(object, "state",
			migration->item ? str_from(ledger_states[migration->item->state].name)
							: (struct str){NULL, 0});
	}
	json_write_list(out, root, "objects", verification->objects.count, write_object, &shown);
}

/* A name as people write it: without `public.`. */
static const char *short_name(const struct verify_report *report, struct str name)
{
	return escaped(report, str_starts(name, STR("public.")) ? str_slice(name, 7, name.len) : name);
}

static void add_name(struct text *text, const char *name)
{
	text_addf(text, "%s%s", text->len ? ", " : "", name);
}

/* Tables that are asked for themselves, or for a part of theirs; each once. */
static void write_tables(FILE *out, const struct verify_report *report)
{
	const struct verification *verification = &report->verify->verification;
	struct text there = {.arena = arena_of(report)}, missing = {.arena = arena_of(report)};
	struct str_list seen = {0};

	for (size_t i = 0; i < verification->objects.count; i++) {
		const struct verified_object *object = &verification->objects.items[i];

		if (!object->table.ptr || str_list_contains(&seen, object->table))
			continue;
		str_list_add(arena_of(report), &seen, object->table);
		add_name(object->table_is_there ? &there : &missing, short_name(report, object->table));
	}
	fprintf(out, "**Tables**: ");
	if (there.len)
		fprintf(out, "%s (verified exists)", text_str(&there).ptr);
	if (missing.len)
		fprintf(out, "%s%s (missing)", there.len ? ", " : "", text_str(&missing).ptr);
	fprintf(out, "%s\n", seen.count ? "" : "none");
}

static void write_row_security(FILE *out, const struct verify_report *report)
{
	const struct verification *verification = &report->verify->verification;
	struct text on = {.arena = arena_of(report)}, off = {.arena = arena_of(report)};

	for (size_t i = 0; i < verification->objects.count; i++) {
		const struct verified_object *object = &verification->objects.items[i];

		if (object->is_table && object->table_is_there)
			add_name(object->has_row_security ? &on : &off, short_name(report, object->name));
	}
	if (on.len && !off.len)
		fprintf(out, "**RLS**: Enabled ✓\n");
	else if (on.len)
		fprintf(out, "**RLS**: Enabled on %s; not enabled on %s\n", text_str(&on).ptr,
			text_str(&off).ptr);
	else
		fprintf(out, "**RLS**: %s\n", off.len ? "Not enabled" : "no table to look at");
}

static void write_status(FILE *out, const struct verify_report *report)
{
	const struct verification *verification = &report->verify->verification;

	if (verification_is_good(verification)) {
		fprintf(out, "**Engineer Status**: Unblocked\n");
		return;
	}
	fprintf(out, "**Engineer Status**: Blocked (%s)\n", counts_text(report).ptr);
	for (size_t i = 0; i < verification->objects.count; i++) {
		const struct verified_object *object = &verification->objects.items[i];

		if (is_problem(object))
			fprintf(out, "- %s %s is %s%s%s\n", object_kinds[object->kind].name,
				escaped(report, object->name), verification_states[object->state],
				object->detail.ptr ? ": " : "",
				object->detail.ptr ? escaped(report, object->detail) : "");
	}
}

void verify_write_markdown(FILE *out, const struct verify_report *report)
{
	const struct database_verify *verify = report->verify;
	struct datetime now = datetime_local(report->now);

	fprintf(out, "## %02d:%02d - Migration %sVerified\n\n**Migration**: ", now.hour, now.minute,
		verification_is_good(&verify->verification) ? "" : "NOT ");
	if (verify->is_whole && verify->migrations.count > 1)
		fprintf(out, "all %zu", verify->migrations.count);
	for (size_t i = 0; i < verify->migrations.count; i++)
		if (!verify->is_whole || verify->migrations.count == 1)
			fprintf(out, "%s%s", i ? ", " : "",
				migration_name(report, verify->migrations.items[i].file));
	fputc('\n', out);
	write_tables(out, report);
	write_row_security(out, report);
	write_status(out, report);
}
