/* SPDX-License-Identifier: MIT */
/* ALTER TABLE, and ALTER of what is taken for a table. */
#include "sql/definitions.h"
#include "sql/slices.h"

static struct fact *add_part(struct builder *builder, enum act act, enum object_kind kind,
	struct object_name table, const AlterTableCmd *command)
{
	struct fact *fact = builder_add(
		builder, act, kind, (struct object_name){{NULL, 0}, builder_copy(builder, command->name)});

	fact->table = table;
	if (command->missing_ok)
		fact->flags |= FACT_GUARDED;
	if (command->behavior == DROP_CASCADE)
		fact->flags |= FACT_CASCADE;
	return fact;
}

/* True for the column itself, cast to whatever: the conversion that there would be without it. */
static bool is_only_cast(const struct builder *builder, const Node *expression, const char *column)
{
	while (expression && IsA(expression, TypeCast))
		expression = ((const TypeCast *)expression)->arg;
	return expression && IsA(expression, ColumnRef) &&
		str_equal(
			builder_name(builder, ((const ColumnRef *)expression)->fields).name, str_from(column));
}

static void read_new_type(struct builder *builder, struct fact *fact, const AlterTableCmd *command)
{
	const ColumnDef *column = (const ColumnDef *)command->def;

	fact->type = builder_type(builder, column->typeName);
	/* another collation sorts otherwise: indexes are built anew */
	if (column->collClause)
		fact->flags |= FACT_OTHER_WAY;
	read_collation(builder, fact, column->collClause);
	if (!column->raw_default)
		return;
	if (!is_only_cast(builder, column->raw_default, command->name))
		fact->flags |= FACT_OTHER_WAY;
	builder_walk(builder, column->raw_default);
}

/* SET DEFAULT, DROP DEFAULT. */
static void read_new_default(
	struct builder *builder, struct object_name table, const AlterTableCmd *command)
{
	struct fact *fact = add_part(builder, ACT_SET_DEFAULT, KIND_COLUMN, table, command);
	struct str text = slice_expression(builder, slice_behind(builder, builder->slice, "default"));

	if (command->def && !default_is_null(command->def))
		fact_set(builder, fact, ATTRIBUTE_DEFAULT, text);
	else
		fact_take(builder, fact, ATTRIBUTE_DEFAULT);
	if (command->def)
		builder_walk_at(builder, command->def, LITERAL_COLUMN, fact->object.name);
}

/* SET GENERATED ..., SET INCREMENT ...; RESTART changes what it counts, not what it is. */
static void read_new_identity(struct builder *builder, struct fact *fact, const List *options)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	foreach(cell, options) {
		const DefElem *option = lfirst(cell);
		const ListCell *next = lnext(options, cell);
		struct slice slice = slice_from(builder, option->location);

		if (next)
			slice.to = (size_t)((const DefElem *)lfirst(next))->location;
		if (!strcmp(option->defname, "generated")) {
			fact_set(builder, fact, ATTRIBUTE_IDENTITY,
				intVal(option->arg) == 'a' ? STR("always") : STR("by default"));
		} else if (strcmp(option->defname, "restart") != 0) {
			text_add(&text, text.len ? STR(" ") : STR(""));
			text_add(&text, slice_text(builder, slice_before(builder, slice, "set")));
		}
	}
	if (text.len)
		fact_set(builder, fact, ATTRIBUTE_OPTIONS, text_str(&text));
}

/* What is said of a column, once it is there. */
static void read_column_change(
	struct builder *builder, struct object_name table, const AlterTableCmd *command)
{
	struct fact *fact = add_part(builder, ACT_ALTER, KIND_COLUMN, table, command);

	switch (command->subtype) {
	case AT_AddIdentity:
		read_identity(builder, fact, (const Constraint *)command->def);
		break;
	case AT_SetIdentity:
		read_new_identity(builder, fact, (const List *)command->def);
		break;
	case AT_DropIdentity:
		fact_take(builder, fact, ATTRIBUTE_IDENTITY);
		break;
	default:
		fact_take(builder, fact, ATTRIBUTE_GENERATED);
		break;
	}
}

static void read_constraint_change(
	struct builder *builder, struct object_name table, const Constraint *constraint)
{
	struct fact *fact = builder_add(builder, ACT_ALTER, KIND_CONSTRAINT,
		(struct object_name){{NULL, 0}, builder_copy(builder, constraint->conname)});

	fact->table = table;
	fact_set(
		builder, fact, ATTRIBUTE_DEFERRABLE, constraint->deferrable ? STR("true") : STR("false"));
	fact_set(builder, fact, ATTRIBUTE_INITIALLY_DEFERRED,
		constraint->initdeferred ? STR("true") : STR("false"));
}

/* ENABLE and DISABLE of a trigger or rule. */
static void read_switch(
	struct builder *builder, struct object_name table, const AlterTableCmd *command)
{
	static const struct {
		AlterTableType command;
		enum object_kind kind;
		const char *name, *enabled;
	} switches[] = {
		{AT_EnableTrig, KIND_TRIGGER, NULL, NULL},
		{AT_EnableAlwaysTrig, KIND_TRIGGER, NULL, "always"},
		{AT_EnableReplicaTrig, KIND_TRIGGER, NULL, "replica"},
		{AT_DisableTrig, KIND_TRIGGER, NULL, "disabled"},
		{AT_EnableTrigAll, KIND_TRIGGER, "all", NULL},
		{AT_DisableTrigAll, KIND_TRIGGER, "all", "disabled"},
		{AT_EnableTrigUser, KIND_TRIGGER, "user", NULL},
		{AT_DisableTrigUser, KIND_TRIGGER, "user", "disabled"},
		{AT_EnableRule, KIND_RULE, NULL, NULL},
		{AT_EnableAlwaysRule, KIND_RULE, NULL, "always"},
		{AT_EnableReplicaRule, KIND_RULE, NULL, "replica"},
		{AT_DisableRule, KIND_RULE, NULL, "disabled"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(switches); i++) {
		struct fact *fact;

		if (switches[i].command != command->subtype)
			continue;
		fact = add_part(builder, ACT_ALTER, switches[i].kind, table, command);
		if (switches[i].name)
			fact->object.name = str_from(switches[i].name);
		if (switches[i].enabled)
			fact_set(builder, fact, ATTRIBUTE_ENABLED, str_from(switches[i].enabled));
		else
			fact_take(builder, fact, ATTRIBUTE_ENABLED);
	}
}

/* ATTACH and DETACH PARTITION, INHERIT and NO INHERIT. */
static void read_attachment(struct builder *builder, enum object_kind kind,
	struct object_name table, const AlterTableCmd *command)
{
	bool inherits = command->subtype == AT_AddInherit || command->subtype == AT_DropInherit;
	bool attaches = command->subtype == AT_AttachPartition || command->subtype == AT_AddInherit;
	const PartitionCmd *partition = inherits ? NULL : (const PartitionCmd *)command->def;
	struct object_name other = builder_range(
		builder, partition ? partition->name : (const RangeVar *)command->def);
	struct fact *fact = builder_add(
		builder, attaches ? ACT_ATTACH : ACT_DETACH, kind, inherits == attaches ? table : other);

	/* a partition is attached, a table gets a parent; a partition is what is detached */
	fact->target = inherits == attaches ? other : table;
	if (inherits)
		fact->flags |= FACT_OTHER_WAY;
	if (attaches && partition)
		fact_set(builder, fact, ATTRIBUTE_PARTITION_OF, object_name_sql(builder->arena, table));
	if (partition && partition->bound)
		read_bound(builder, fact, partition->bound);
	if (partition && partition->concurrent) {
		fact->flags |= FACT_CONCURRENTLY;
		builder_statement(builder)->outside = "DETACH PARTITION CONCURRENTLY";
	}
}

/* Anything else. */
static void read_change(struct builder *builder, enum object_kind kind, struct object_name table,
	const AlterTableCmd *command)
{
	struct fact *fact = builder_add(builder, ACT_ALTER, kind, table);

	switch (command->subtype) {
	case AT_ForceRowSecurity:
		fact_set(builder, fact, ATTRIBUTE_FORCE_ROW_SECURITY, STR("true"));
		break;
	case AT_NoForceRowSecurity:
		fact_set(builder, fact, ATTRIBUTE_FORCE_ROW_SECURITY, STR("false"));
		break;
	case AT_SetUnLogged:
		fact_set(builder, fact, ATTRIBUTE_UNLOGGED, STR("true"));
		break;
	case AT_SetLogged:
		fact_set(builder, fact, ATTRIBUTE_UNLOGGED, STR("false"));
		break;
	case AT_AddOf:
		fact_set(builder, fact, ATTRIBUTE_OF_TYPE,
			name_sql(builder, ((const TypeName *)command->def)->names));
		break;
	case AT_DropOf:
		fact_take(builder, fact, ATTRIBUTE_OF_TYPE);
		break;
	case AT_SetRelOptions:
	case AT_ResetRelOptions:
		fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, (const List *)command->def));
		break;
	default:
		break;
	}
}

static void read_command(struct builder *builder, enum object_kind kind, struct object_name table,
	const AlterTableCmd *command)
{
	const ColumnDef *column = (const ColumnDef *)command->def;
	struct fact *fact;

	switch (command->subtype) {
	case AT_AddColumn:
		if (kind == KIND_TYPE)
			read_attribute(builder, table, column, 0);
		else
			read_column(builder, table, column, command->missing_ok ? FACT_GUARDED : 0);
		break;
	case AT_DropColumn:
		add_part(
			builder, ACT_DROP, kind == KIND_TYPE ? KIND_ATTRIBUTE : KIND_COLUMN, table, command);
		break;
	case AT_AlterColumnType:
		fact = add_part(builder, ACT_SET_TYPE, kind == KIND_TYPE ? KIND_ATTRIBUTE : KIND_COLUMN,
			table, command);
		read_new_type(builder, fact, command);
		break;
	case AT_SetNotNull:
		add_part(builder, ACT_SET_NOT_NULL, KIND_COLUMN, table, command);
		break;
	case AT_DropNotNull:
		add_part(builder, ACT_DROP_NOT_NULL, KIND_COLUMN, table, command);
		break;
	case AT_ColumnDefault:
		read_new_default(builder, table, command);
		break;
	case AT_AddConstraint:
		if (command->def && IsA(command->def, Constraint))
			read_constraint(builder, table, (const Constraint *)command->def, 0);
		break;
	case AT_DropConstraint:
		add_part(builder, ACT_DROP, KIND_CONSTRAINT, table, command);
		break;
	case AT_ValidateConstraint:
		add_part(builder, ACT_VALIDATE, KIND_CONSTRAINT, table, command);
		break;
	case AT_EnableRowSecurity:
		builder_add(builder, ACT_ENABLE_ROW_SECURITY, kind, table);
		break;
	case AT_DisableRowSecurity:
		builder_add(builder, ACT_DISABLE_ROW_SECURITY, kind, table);
		break;
	case AT_AttachPartition:
	case AT_DetachPartition:
	case AT_AddInherit:
	case AT_DropInherit:
		read_attachment(builder, kind, table, command);
		break;
	case AT_AddIdentity:
	case AT_SetIdentity:
	case AT_DropIdentity:
	case AT_DropExpression:
		read_column_change(builder, table, command);
		break;
	case AT_AlterConstraint:
		read_constraint_change(builder, table, (const Constraint *)command->def);
		break;
	case AT_EnableTrig:
	case AT_EnableAlwaysTrig:
	case AT_EnableReplicaTrig:
	case AT_DisableTrig:
	case AT_EnableTrigAll:
	case AT_DisableTrigAll:
	case AT_EnableTrigUser:
	case AT_DisableTrigUser:
	case AT_EnableRule:
	case AT_EnableAlwaysRule:
	case AT_EnableReplicaRule:
	case AT_DisableRule:
		read_switch(builder, table, command);
		break;
	default:
		read_change(builder, kind, table, command);
		break;
	}
}

void read_alter_table(struct builder *builder, const AlterTableStmt *alter)
{
	enum object_kind kind = kind_of_object_type(alter->objtype);
	struct object_name table = builder_range(builder, alter->relation);
	struct slice whole = builder->slice;
	struct slice rest = slice_behind_name(builder, slice_from(builder, alter->relation->location));
	const ListCell *cell;

	builder_statement(builder)->verb = kind == KIND_TABLE ? "ALTER TABLE" : "ALTER";
	builder_statement(builder)->tolerates_missing_table = alter->missing_ok;
	foreach(cell, alter->cmds) {
		slice_next(builder, &rest, &builder->slice);
		read_command(builder, kind, table, lfirst(cell));
	}
	builder->slice = whole;
}
