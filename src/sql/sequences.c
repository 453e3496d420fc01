/* SPDX-License-Identifier: MIT */
/* Sequences. */
#include "sql/definitions.h"
#include "sql/slices.h"

/* table.column; ptr NULL: NONE */
static struct str owner_sql(const struct builder *builder, const List *names)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	if (list_length(names) < 2)
		return (struct str){NULL, 0};
	foreach(cell, names) {
		text_add(&text, foreach_current_index(cell) ? STR(".") : STR(""));
		text_add(&text, identifier_sql(builder->arena, str_from(strVal(lfirst(cell)))));
	}
	return text_str(&text);
}

/* As they were written, but whom it belongs to. */
static void read_sequence_options(struct builder *builder, struct fact *fact, const List *options)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);
		const ListCell *next = lnext(options, cell);
		struct slice slice = slice_from(builder, option->location);

		if (!strcmp(option->defname, "owned_by")) {
			struct str owner = owner_sql(builder, (const List *)option->arg);

			if (owner.ptr)
				fact_set(builder, fact, ATTRIBUTE_OWNED_BY, owner);
			else
				fact_take(builder, fact, ATTRIBUTE_OWNED_BY);
			continue;
		}
		if (next)
			slice.to = (size_t)((const DefElem *)lfirst(next))->location;
		text_add(&text, text.len ? STR(" ") : STR(""));
		text_add(&text, slice_text(builder, slice));
	}
	if (text.len)
		fact_set(builder, fact, ATTRIBUTE_OPTIONS, text_str(&text));
}

static void read_sequence(struct builder *builder, const CreateSeqStmt *sequence)
{
	struct fact *fact = builder_add(
		builder, ACT_CREATE, KIND_SEQUENCE, builder_range(builder, sequence->sequence));

	if (sequence->if_not_exists)
		fact->flags |= FACT_GUARDED;
	if (sequence->sequence->relpersistence == RELPERSISTENCE_TEMP)
		fact->flags |= FACT_TEMPORARY;
	builder_statement(builder)->verb = "CREATE SEQUENCE";
	fact_set_flag(builder, fact, ATTRIBUTE_UNLOGGED,
		sequence->sequence->relpersistence == RELPERSISTENCE_UNLOGGED);
	read_sequence_options(builder, fact, sequence->options);
}

/* RESTART alone changes what it counts, not what it is. */
static bool only_restarts(const List *options)
{
	const ListCell *cell;

	foreach(cell, options)
		if (strcmp(((const DefElem *)lfirst(cell))->defname, "restart") != 0)
			return false;
	return true;
}

static void read_sequence_change(struct builder *builder, const AlterSeqStmt *alter)
{
	struct fact *fact;

	builder_statement(builder)->verb = "ALTER SEQUENCE";
	if (only_restarts(alter->options))
		return;
	fact = builder_add(builder, ACT_ALTER, KIND_SEQUENCE, builder_range(builder, alter->sequence));
	if (alter->missing_ok)
		fact->flags |= FACT_GUARDED;
	read_sequence_options(builder, fact, alter->options);
}

bool read_sequence_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateSeqStmt:
		read_sequence(builder, (const CreateSeqStmt *)node);
		return true;
	case T_AlterSeqStmt:
		read_sequence_change(builder, (const AlterSeqStmt *)node);
		return true;
	default:
		return false;
	}
}
