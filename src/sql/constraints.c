/* SPDX-License-Identifier: MIT */
/* Constraints of tables, columns and domains. */
#include "sql/definitions.h"
#include "sql/slices.h"

static enum constraint_kind constraint_kind_of(ConstrType type)
{
	switch (type) {
	case CONSTR_CHECK:
		return CONSTRAINT_CHECK;
	case CONSTR_FOREIGN:
		return CONSTRAINT_FOREIGN_KEY;
	case CONSTR_UNIQUE:
		return CONSTRAINT_UNIQUE;
	case CONSTR_PRIMARY:
		return CONSTRAINT_PRIMARY_KEY;
	case CONSTR_EXCLUSION:
		return CONSTRAINT_EXCLUDE;
	default:
		return CONSTRAINT_NONE;
	}
}

/* "column WITH operator" */
static void read_exclusions(struct builder *builder, struct fact *fact, const Constraint *from)
{
	struct slice rest = slice_parentheses(builder, slice_from(builder, from->location)), slice;
	struct str_list elements = {0};
	const ListCell *cell;

	foreach(cell, from->exclusions) {
		const IndexElem *element = linitial((List *)lfirst(cell));
		const List *operator= lsecond((List *)lfirst(cell));
		const char *name = strVal(llast(operator));
		struct str text;

		slice_next(builder, &rest, &slice);
		text = index_element(builder, element, slice);
		if (element->name)
			str_list_add(builder->arena, &fact->columns, builder_copy(builder, element->name));
		read_uses(builder, fact, element->expr);
		str_list_add(builder->arena, &elements,
			list_length(operator) > 1
				? str_format(builder->arena, "%.*s WITH OPERATOR(%s.%s)", STR_ARG(text),
					  strVal(linitial(operator)), name)
				: str_format(builder->arena, "%.*s WITH %s", STR_ARG(text), name));
	}
	fact_set_list(builder, fact, ATTRIBUTE_ELEMENTS, elements);
	fact_set(builder, fact, ATTRIBUTE_METHOD, builder_copy(builder, from->access_method));
}

/* What is done to rows that point to a row that goes; none: nothing. */
static struct str action_text(const struct builder *builder, char action, const List *columns)
{
	struct text text = {.arena = builder->arena};
	const ListCell *cell;

	switch (action) {
	case FKCONSTR_ACTION_RESTRICT:
		return STR("restrict");
	case FKCONSTR_ACTION_CASCADE:
		return STR("cascade");
	case FKCONSTR_ACTION_SETNULL:
		text_add(&text, STR("set null"));
		break;
	case FKCONSTR_ACTION_SETDEFAULT:
		text_add(&text, STR("set default"));
		break;
	default:
		return (struct str){NULL, 0};
	}
	foreach(cell, columns) {
		text_add(&text, foreach_current_index(cell) ? STR(", ") : STR(" ("));
		text_add(&text, identifier_sql(builder->arena, str_from(strVal(lfirst(cell)))));
	}
	if (columns != NIL)
		text_add_byte(&text, ')');
	return text_str(&text);
}

static void read_foreign_key(struct builder *builder, struct fact *fact, const Constraint *from)
{
	fact_set_list(
		builder, fact, ATTRIBUTE_REFERENCED_COLUMNS, copied_names(builder, from->pk_attrs));
	if (from->fk_matchtype == FKCONSTR_MATCH_FULL)
		fact_set(builder, fact, ATTRIBUTE_MATCH, STR("full"));
	fact_set(builder, fact, ATTRIBUTE_ON_DELETE,
		action_text(builder, from->fk_del_action, from->fk_del_set_cols));
	fact_set(builder, fact, ATTRIBUTE_ON_UPDATE, action_text(builder, from->fk_upd_action, NIL));
}

static void read_check(struct builder *builder, struct fact *fact, const Constraint *from)
{
	struct slice behind = slice_behind(builder, slice_from(builder, from->location), "check");

	fact_set(builder, fact, ATTRIBUTE_CHECK,
		slice_expression(builder, slice_parentheses(builder, behind)));
	read_uses(builder, fact, from->raw_expr);
	(void)not_null_columns(builder->arena, from->raw_expr, &fact->columns);
}

/* What an index keeps: a key, or an exclusion. */
static void read_key(struct builder *builder, struct fact *fact, const Constraint *from)
{
	fact_set_flag(builder, fact, ATTRIBUTE_NULLS_NOT_DISTINCT, from->nulls_not_distinct);
	fact_set_list(builder, fact, ATTRIBUTE_INCLUDE, copied_names(builder, from->including));
	fact_set(builder, fact, ATTRIBUTE_WITH, options_text(builder, from->options));
	if (from->where_clause)
		fact_set(builder, fact, ATTRIBUTE_WHERE,
			slice_expression(builder,
				slice_parentheses(
					builder, slice_behind(builder, slice_from(builder, from->location), "where"))));
}

void read_constraint_attribute(struct builder *builder, struct fact *fact, ConstrType attribute)
{
	bool is_deferred = attribute == CONSTR_ATTR_DEFERRED;

	fact_set_flag(
		builder, fact, ATTRIBUTE_DEFERRABLE, is_deferred || attribute == CONSTR_ATTR_DEFERRABLE);
	fact_set_flag(builder, fact, ATTRIBUTE_INITIALLY_DEFERRED, is_deferred);
}

void read_constraint(
	struct builder *builder, struct object_name table, const Constraint *from, unsigned flags)
{
	enum constraint_kind kind = constraint_kind_of(from->contype);
	struct object_name name = {{NULL, 0}, builder_copy(builder, from->conname)};
	struct fact *fact;

	if (kind == CONSTRAINT_NONE)
		return;
	fact = builder_add(builder, ACT_CREATE, KIND_CONSTRAINT, name);
	fact->table = table;
	fact->constraint = kind;
	fact->flags = flags | (from->skip_validation ? FACT_NOT_VALID : 0) |
		(from->indexname ? FACT_USING_INDEX : 0);
	fact->target = builder_range(builder, from->pktable);
	if (from->indexname)
		fact->value = builder_copy(builder, from->indexname);
	builder_copy_names(builder, &fact->columns, from->keys);
	builder_copy_names(builder, &fact->columns, from->fk_attrs);
	fact_set_flag(builder, fact, ATTRIBUTE_DEFERRABLE, from->deferrable);
	fact_set_flag(builder, fact, ATTRIBUTE_INITIALLY_DEFERRED, from->initdeferred);
	fact_set_flag(builder, fact, ATTRIBUTE_NO_INHERIT, from->is_no_inherit);
	if (kind == CONSTRAINT_EXCLUDE)
		read_exclusions(builder, fact, from);
	if (kind == CONSTRAINT_CHECK)
		read_check(builder, fact, from);
	else if (kind == CONSTRAINT_FOREIGN_KEY)
		read_foreign_key(builder, fact, from);
	else
		read_key(builder, fact, from);
	builder_walk(builder, from->raw_expr);
}
