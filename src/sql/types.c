/* SPDX-License-Identifier: MIT */
/* Types and domains. */
#include "sql/definitions.h"
#include "sql/slices.h"

static void read_enum(struct builder *builder, const CreateEnumStmt *type)
{
	struct fact *fact = builder_add_as(
		builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE, builder_name(builder, type->typeName));

	fact_set_list(builder, fact, ATTRIBUTE_LABELS, copied_names(builder, type->vals));
}

static void read_enum_change(struct builder *builder, const AlterEnumStmt *alter)
{
	struct object_name type = builder_name(builder, alter->typeName);
	struct fact *fact;

	if (alter->oldVal) {
		fact = builder_add_as(builder, "ALTER TYPE", ACT_RENAME, KIND_ENUM_VALUE,
			builder_plain(builder, alter->oldVal));
		fact->new_name = builder_copy(builder, alter->newVal);
	} else {
		fact = builder_add_as(builder, "ALTER TYPE", ACT_CREATE, KIND_ENUM_VALUE,
			builder_plain(builder, alter->newVal));
		fact->flags |= (alter->skipIfNewValExists ? FACT_GUARDED : 0) |
			(alter->newValNeighbor ? FACT_OTHER_WAY : 0);
		fact_set(builder, fact, alter->newValIsAfter ? ATTRIBUTE_AFTER : ATTRIBUTE_BEFORE,
			builder_copy(builder, alter->newValNeighbor));
	}
	fact->table = type;
}

void read_attribute(
	struct builder *builder, struct object_name type, const ColumnDef *column, unsigned flags)
{
	struct fact *fact = builder_add(
		builder, ACT_CREATE, KIND_ATTRIBUTE, builder_plain(builder, column->colname));

	fact->table = type;
	fact->flags |= flags;
	fact->type = builder_type(builder, column->typeName);
	read_collation(builder, fact, column->collClause);
}

static void read_composite(struct builder *builder, const CompositeTypeStmt *composite)
{
	struct object_name name = builder_range(builder, composite->typevar);
	const ListCell *cell;

	builder_add_as(builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE, name);
	foreach(cell, composite->coldeflist)
		read_attribute(builder, name, lfirst(cell), FACT_PART);
}

static void read_range(struct builder *builder, const CreateRangeStmt *range)
{
	struct fact *fact = builder_add_as(
		builder, "CREATE TYPE", ACT_CREATE, KIND_TYPE, builder_name(builder, range->typeName));

	read_whole(builder, fact);
}

/* VALUE is no column. */
static void read_domain_check(struct builder *builder, struct object_name domain,
	const Constraint *constraint, unsigned flags)
{
	size_t before = builder->sql->facts.count;

	read_constraint(builder, domain, constraint, flags);
	if (builder->sql->facts.count > before)
		attributes_set(builder->arena, &builder->sql->facts.items[before].attributes,
			(struct attribute){.key = ATTRIBUTE_USES});
}

static void read_domain(struct builder *builder, const CreateDomainStmt *domain)
{
	struct object_name name = builder_name(builder, domain->domainname);
	struct fact *fact = builder_add_as(builder, "CREATE DOMAIN", ACT_CREATE, KIND_DOMAIN, name);
	const ListCell *cell;

	fact->type = builder_type(builder, domain->typeName);
	read_collation(builder, fact, domain->collClause);
	foreach(cell, domain->constraints) {
		const Constraint *constraint = lfirst(cell);

		fact_set_flag(builder, fact, ATTRIBUTE_NOT_NULL, constraint->contype == CONSTR_NOTNULL);
		if (constraint->contype == CONSTR_DEFAULT)
			read_default_text(builder, fact, constraint, domain->constraints, domain->collClause);
	}
	/* other facts may move the table of facts: this one is done with */
	foreach(cell, domain->constraints) {
		const Constraint *constraint = lfirst(cell);

		if (constraint->contype == CONSTR_CHECK)
			read_domain_check(builder, name, constraint, FACT_PART);
		else
			builder_walk(builder, constraint->raw_expr);
	}
}

static void read_domain_change(struct builder *builder, const AlterDomainStmt *alter)
{
	struct object_name domain = builder_name(builder, alter->typeName);
	struct fact *fact;

	builder_statement(builder)->verb = "ALTER DOMAIN";
	if (alter->subtype == 'C' && IsA(alter->def, Constraint)) {
		read_domain_check(builder, domain, (const Constraint *)alter->def, 0);
		return;
	}
	fact = builder_add(builder,
		alter->subtype == 'X'       ? ACT_DROP
			: alter->subtype == 'V' ? ACT_VALIDATE
			: alter->subtype == 'O' ? ACT_SET_NOT_NULL
									: ACT_ALTER,
		alter->subtype == 'X' || alter->subtype == 'V' ? KIND_CONSTRAINT : KIND_DOMAIN,
		builder_plain(builder, alter->name));
	fact->table = domain;
	if (fact->kind == KIND_DOMAIN)
		fact->object = domain;
	fact->flags |= (alter->missing_ok ? FACT_GUARDED : 0) |
		(alter->behavior == DROP_CASCADE ? FACT_CASCADE : 0);
	if (alter->subtype == 'T' && alter->def && !default_is_null(alter->def))
		fact_set(builder, fact, ATTRIBUTE_DEFAULT,
			slice_expression(builder, slice_behind(builder, builder->slice, "default")));
	else if (alter->subtype == 'T')
		fact_take(builder, fact, ATTRIBUTE_DEFAULT);
	if (alter->subtype == 'O')
		fact_set(builder, fact, ATTRIBUTE_NOT_NULL, STR("true"));
	if (alter->subtype == 'N')
		fact_set(builder, fact, ATTRIBUTE_NOT_NULL, STR("false"));
	builder_walk(builder, alter->subtype == 'T' ? alter->def : NULL);
}

bool read_type_statement(struct builder *builder, const Node *node)
{
	switch (nodeTag(node)) {
	case T_CreateEnumStmt:
		read_enum(builder, (const CreateEnumStmt *)node);
		return true;
	case T_CompositeTypeStmt:
		read_composite(builder, (const CompositeTypeStmt *)node);
		return true;
	case T_CreateRangeStmt:
		read_range(builder, (const CreateRangeStmt *)node);
		return true;
	case T_AlterEnumStmt:
		read_enum_change(builder, (const AlterEnumStmt *)node);
		return true;
	case T_CreateDomainStmt:
		read_domain(builder, (const CreateDomainStmt *)node);
		return true;
	case T_AlterDomainStmt:
		read_domain_change(builder, (const AlterDomainStmt *)node);
		return true;
	default:
		return false;
	}
}
