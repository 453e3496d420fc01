/* SPDX-License-Identifier: MIT */
/* Columns back to what they were: type, default, nullability, identity, in one ALTER TABLE. */
#include "schema/editing.h"

/* Types whose values the server casts to each other. */
static int family_of(struct str type)
{
	static const struct {
		const char *start;
		int family;
	} families[] = {{"smallint", 1}, {"integer", 1}, {"bigint", 1}, {"numeric", 1}, {"real", 1},
		{"double precision", 1}, {"text", 2}, {"character", 2}, {"citext", 2}, {"timestamp", 3},
		{"date", 3}, {"json", 4}};

	for (size_t i = 0; i < ARRAY_LENGTH(families); i++)
		if (str_starts(type, str_from(families[i].start)))
			return str_ends(type, STR("[]")) ? -families[i].family : families[i].family;
	return 0;
}

static void type_back(struct editing *editing, struct str_list *actions, struct str column)
{
	struct str to = state_text(editing->before, ATTRIBUTE_TYPE);
	struct str from = state_text(editing->after, ATTRIBUTE_TYPE);
	struct str collation = state_text(editing->before, ATTRIBUTE_COLLATION);
	bool is_direct = family_of(from) && family_of(from) == family_of(to);

	if (state_text(editing->after, ATTRIBUTE_DEFAULT).ptr)
		str_list_add(editing->arena, actions,
			str_format(editing->arena, "ALTER COLUMN %.*s DROP DEFAULT", STR_ARG(column)));
	str_list_add(editing->arena, actions,
		str_format(editing->arena, "ALTER COLUMN %.*s TYPE %.*s%s%.*s USING %.*s%s::%.*s",
			STR_ARG(column), STR_ARG(to), collation.ptr ? " COLLATE " : "", STR_ARG(collation),
			STR_ARG(column), is_direct ? "" : "::text", STR_ARG(to)));
}

static struct str identity_back(struct editing *editing, struct str column)
{
	struct str before = state_text(editing->before, ATTRIBUTE_IDENTITY);
	struct str options = state_text(editing->before, ATTRIBUTE_OPTIONS);
	bool had = state_text(editing->after, ATTRIBUTE_IDENTITY).ptr;
	const char *when = str_equal(before, STR("always")) ? "ALWAYS" : "BY DEFAULT";

	if (had)
		return str_format(
			editing->arena, "ALTER COLUMN %.*s SET GENERATED %s", STR_ARG(column), when);
	return str_format(editing->arena, "ALTER COLUMN %.*s ADD GENERATED %s AS IDENTITY%s%.*s%s",
		STR_ARG(column), when, options.ptr ? " (" : "", STR_ARG(options), options.ptr ? ")" : "");
}

/* The default is what it was, or none; a statement that changes the type takes it away first. */
static void default_back(struct editing *editing, struct str_list *actions, struct str column)
{
	struct str before = state_text(editing->before, ATTRIBUTE_DEFAULT);
	bool is_gone = edit_differs(editing, ATTRIBUTE_TYPE);

	if (before.ptr && (is_gone || edit_differs(editing, ATTRIBUTE_DEFAULT)))
		str_list_add(editing->arena, actions,
			str_format(editing->arena, "ALTER COLUMN %.*s SET DEFAULT %.*s", STR_ARG(column),
				STR_ARG(before)));
	else if (!before.ptr && !is_gone && edit_differs(editing, ATTRIBUTE_DEFAULT))
		str_list_add(editing->arena, actions,
			str_format(editing->arena, "ALTER COLUMN %.*s DROP DEFAULT", STR_ARG(column)));
}

void edit_column(struct editing *editing)
{
	struct str column = identifier_sql(editing->arena, editing->before->name.name);
	bool is_identity = state_text(editing->before, ATTRIBUTE_IDENTITY).ptr;
	bool was_nullable = !state_flag(editing->before, ATTRIBUTE_NOT_NULL);
	enum inverse_mark mark = INVERSE_COMPLETE;
	const char *reason = NULL;
	struct str_list actions = {0};
	struct text text = {.arena = editing->arena};

	if (edit_differs(editing, ATTRIBUTE_IDENTITY) && !is_identity)
		str_list_add(editing->arena, &actions,
			str_format(
				editing->arena, "ALTER COLUMN %.*s DROP IDENTITY IF EXISTS", STR_ARG(column)));
	if (edit_differs(editing, ATTRIBUTE_TYPE) || edit_differs(editing, ATTRIBUTE_COLLATION)) {
		type_back(editing, &actions, column);
		mark = INVERSE_DATA_LOSS;
		reason = "what does not fit the old type is lost, or makes it fail";
	}
	if (edit_differs(editing, ATTRIBUTE_NOT_NULL)) {
		str_list_add(editing->arena, &actions,
			str_format(editing->arena, "ALTER COLUMN %.*s %s NOT NULL", STR_ARG(column),
				was_nullable ? "DROP" : "SET"));
		if (!was_nullable && mark == INVERSE_COMPLETE) {
			mark = INVERSE_MAY_FAIL;
			reason = "it fails while there are NULLs";
		}
	}
	default_back(editing, &actions, column);
	if (edit_differs(editing, ATTRIBUTE_IDENTITY) && is_identity)
		str_list_add(editing->arena, &actions, identity_back(editing, column));
	for (size_t i = 0; i < actions.count; i++)
		text_addf(&text, "%s%.*s", i ? ",\n\t" : "", STR_ARG(actions.items[i]));
	if (actions.count)
		edit_add(editing, mark, reason,
			str_format(editing->arena, "ALTER TABLE %.*s %.*s", STR_ARG(editing->owner),
				STR_ARG(text_str(&text))));
	if (edit_differs(editing, ATTRIBUTE_GENERATED) ||
		(edit_differs(editing, ATTRIBUTE_OPTIONS) && !edit_differs(editing, ATTRIBUTE_IDENTITY)))
		edit_add(editing, INVERSE_NONE, "how the column is generated cannot be changed back",
			(struct str){NULL, 0});
}
