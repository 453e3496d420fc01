/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "lint/set_prisma.h"
#include "migration/snapshot.h"

/* A migration that the change brings says at its top that the break is meant. */
static bool is_allowed(const struct subject *subject)
{
	bool allowed = false;

	for (size_t i = 0; i < subject->set->files.count; i++) {
		const struct migration_file *file = subject->set->files.items[i];

		if (file->head && file->script && !file->in_base)
			allowed |= suppressions_allow_file(
				subject->suppressions, file, subject->rule, subject->now);
	}
	return allowed;
}

/* "User.email", "value ADMIN of Role", "User". */
static struct str name_of_field(
	struct arena *arena, const struct prisma_block *block, const struct prisma_field *field)
{
	return block->kind == PRISMA_ENUM
		? str_format(arena, "value %.*s of enum %.*s", STR_ARG(field->name), STR_ARG(block->name))
		: str_format(arena, "field %.*s.%.*s", STR_ARG(block->name), STR_ARG(field->name));
}

/* "table users", "enum public.role": what the database calls it. */
static struct str name_of_table(struct arena *arena, const struct prisma_block *block)
{
	return str_format(arena, "%s %.*s%s%.*s",
		block->kind == PRISMA_MODEL ? "table" : prisma_kind_name(block->kind),
		STR_ARG(block->schema), block->schema.ptr ? "." : "", STR_ARG(block->table));
}

/* "String? @db.VarChar(20)" */
static struct str type_of(struct arena *arena, const struct prisma_field *field)
{
	return str_format(arena, "%.*s%s%s%s%.*s", STR_ARG(field->type), field->is_list ? "[]" : "",
		field->is_optional ? "?" : "", field->native_type.ptr ? " @db." : "",
		STR_ARG(field->native_type));
}

static struct str message_of(struct arena *arena, const struct prisma_break *found)
{
	const struct prisma_block *before = found->before;
	const struct prisma_field *field = found->field_before;
	struct str table = name_of_table(arena, before), name;

	name = field ? name_of_field(arena, before, field) : (struct str){NULL, 0};
	switch (found->kind) {
	case PRISMA_BLOCK_REMOVED:
		return str_format(arena, "%s %.*s is removed (%.*s)", prisma_kind_name(before->kind),
			STR_ARG(before->name), STR_ARG(table));
	case PRISMA_BLOCK_RENAMED:
		return str_format(arena, "%s %.*s was %.*s and becomes %.*s",
			prisma_kind_name(before->kind), STR_ARG(before->name), STR_ARG(table),
			STR_ARG(name_of_table(arena, found->after)));
	case PRISMA_FIELD_REMOVED:
		return before->kind == PRISMA_ENUM
			? str_format(arena, "%.*s is removed ('%.*s')", STR_ARG(name), STR_ARG(field->column))
			: str_format(arena, "%.*s is removed (column %.*s of %.*s)", STR_ARG(name),
				  STR_ARG(field->column), STR_ARG(table));
	case PRISMA_FIELD_RENAMED:
		return str_format(arena, "%.*s was %s %.*s and becomes %.*s", STR_ARG(name),
			before->kind == PRISMA_ENUM ? "label" : "column", STR_ARG(field->column),
			STR_ARG(found->field_after->column));
	case PRISMA_TYPE_CHANGED:
		return str_format(arena, "%.*s was %.*s and becomes %.*s (column %.*s of %.*s)",
			STR_ARG(name), STR_ARG(type_of(arena, field)),
			STR_ARG(type_of(arena, found->field_after)), STR_ARG(field->column), STR_ARG(table));
	case PRISMA_MADE_REQUIRED:
		return str_format(arena, "%.*s was optional and becomes required (column %.*s of %.*s)",
			STR_ARG(name), STR_ARG(field->column), STR_ARG(table));
	case PRISMA_JOIN_TABLE_REMOVED:
		return str_format(arena, "%.*s no longer keeps its pairs in the table %.*s: they are lost",
			STR_ARG(name), STR_ARG(found->join_table));
	}
	return (struct str){NULL, 0};
}

static const char *way_out(const struct prisma_break *found)
{
	bool is_table = found->before->kind == PRISMA_MODEL || found->before->kind == PRISMA_VIEW;

	switch (found->kind) {
	case PRISMA_BLOCK_REMOVED:
		return is_table ? "Leave it in place and mark it: @@ignore" : "Leave it in place";
	case PRISMA_BLOCK_RENAMED:
		return "Rename it in Prisma alone: @@map keeps the name that the database has";
	case PRISMA_FIELD_REMOVED:
		return is_table ? "Leave it in place, optional or with a default, and mark it: @ignore"
						: "Leave it in place";
	case PRISMA_FIELD_RENAMED:
		return "Rename it in Prisma alone: @map keeps the name that the database has";
	case PRISMA_TYPE_CHANGED:
		return "Add a field of the new type beside it, and fill both until nobody reads the old "
			   "one";
	case PRISMA_MADE_REQUIRED:
		return "Leave it optional: a row that has no value would stop the migration";
	case PRISMA_JOIN_TABLE_REMOVED:
		return "Leave both lists in place, or make the table a model: @@map with its name";
	}
	return "";
}

/* Where a reader looks: the field, its model, or the file that the model stood in. */
static struct diagnostic *report_at(const struct subject *subject, const struct prisma_break *found,
	struct str message, struct diagnostics *out)
{
	struct str shown = escape_text(subject->arena, message, false);
	const struct prisma_block *after = found->after;

	if (!after)
		return diagnose_path(out, subject->set->snapshot, "%s", shown.ptr);
	return diagnose_text(out, after->file->path, after->file->content,
		found->field_after ? (struct span){found->field_after->from, found->field_after->to}
						   : (struct span){after->from, after->to},
		"%s", shown.ptr);
}

static void report_mistake(
	const struct subject *subject, const struct prisma_schema *schema, struct diagnostics *out)
{
	diagnostic_hint(out,
		diagnose_text(out, schema->mistake_file->path, schema->mistake_file->content,
			(struct span){schema->mistake_from, schema->mistake_to}, "%s",
			escape_text(subject->arena, schema->mistake, false).ptr),
		"Run: npx prisma validate");
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct set_prisma *prisma = subject->prisma;
	struct str snapshot = subject->set->snapshot;

	if (!prisma->is_judged || snapshot_owner(subject->sets, snapshot) != subject->set)
		return;
	if (prisma->head.mistake.ptr) {
		report_mistake(subject, &prisma->head, out);
	} else if (prisma->is_gone) {
		diagnose_path(out, snapshot, "%s is gone: what of its models stays cannot be told",
			escape_text(subject->arena, snapshot, false).ptr);
	} else if (prisma->unreadable.ptr) {
		diagnose_path(out, snapshot,
			"what the change breaks cannot be told: the merged schema cannot be read, %s",
			escape_text(subject->arena, prisma->unreadable, false).ptr);
	} else if (prisma->breaks.count && !is_allowed(subject)) {
		for (size_t i = 0; i < prisma->breaks.count; i++) {
			const struct prisma_break *found = &prisma->breaks.items[i];

			diagnostic_hint(out, report_at(subject, found, message_of(subject->arena, found), out),
				"%s", way_out(found));
		}
	}
}

const struct rule rule_schema_breaking = {
	.key = {.id = "schema-breaking", .severity = SEVERITY_OFF},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT | RULE_READS_PRISMA,
	.summary = "schema.prisma loses a model, field or enum value, or narrows a field",
	.why =
		"Code that still runs with the old client reads and writes what was merged: a table, a "
		"column, an enum value that is gone or of another type, or a NULL that is refused, stops "
		"it. Compared are tables and columns: a model or field with another name above the same "
		"@@map or @map is none of that. A relation field is no column; those of its @relation "
		"are. A schema that is not well formed is a finding too.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {schema-breaking: error}\n"
			   "-- merged: prisma/schema.prisma\n"
			   "model User {\n"
			   "  id    Int    @id\n"
			   "  email String\n"
			   "}\n"
			   "-- staged: prisma/migrations/20250127093045_drop_email/migration.sql\n"
			   "ALTER TABLE \"User\" DROP COLUMN IF EXISTS email;\n"
			   "-- staged: prisma/schema.prisma\n"
			   "model User {\n"
			   "  id    Int    @id\n"
			   "}\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {schema-breaking: error}\n"
			   "-- merged: prisma/schema.prisma\n"
			   "model User {\n"
			   "  id    Int    @id\n"
			   "  email String\n"
			   "}\n"
			   "-- staged: prisma/migrations/20250127093045_add_name/migration.sql\n"
			   "ALTER TABLE \"User\" ADD COLUMN IF NOT EXISTS name text;\n"
			   "-- staged: prisma/schema.prisma\n"
			   "model Member {\n"
			   "  id    Int     @id\n"
			   "  mail  String  @map(\"email\")\n"
			   "  name  String?\n"
			   "  @@map(\"User\")\n"
			   "}\n",
	.remedy =
		"`-- mighook: allow schema-breaking REASON` at the top of a migration that the change "
		"brings, for all that it breaks.",
	.source = "seed 4 lines 70 and 318 (S3-09, S3-10)",
	.check_set = check_set,
};
