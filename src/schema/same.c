/* SPDX-License-Identifier: MIT */
#include "schema/same.h"

/* What dumps leave out, show otherwise or are seldom asked for says nothing. */
static bool is_ignored(const struct object_state *state, enum attribute_key key)
{
	switch (key) {
	case ATTRIBUTE_OWNED_BY:
	case ATTRIBUTE_OPTIONS:
	case ATTRIBUTE_WITH:
	case ATTRIBUTE_COMMENT:
	case ATTRIBUTE_PRIVILEGES:
	case ATTRIBUTE_DEFAULT_PRIVILEGES:
	case ATTRIBUTE_USES:
	case ATTRIBUTE_READS:
	case ATTRIBUTE_COLUMN_NAMES:
	case ATTRIBUTE_DEFINITION:
	case ATTRIBUTE_PARAMETERS:
	case ATTRIBUTE_SIGNATURE:
	case ATTRIBUTE_SCHEMA:
	case ATTRIBUTE_BOUND:
	case ATTRIBUTE_PARTITION_BY:
	case ATTRIBUTE_PARTITION_OF:
	case ATTRIBUTE_INHERITS:
	case ATTRIBUTE_OF_TYPE:
	case ATTRIBUTE_COLLATION:
	case ATTRIBUTE_BEFORE:
	case ATTRIBUTE_AFTER:
	case ATTRIBUTE_SERVER:
		return true;
	case ATTRIBUTE_METHOD:
		return state->kind == KIND_CONSTRAINT;
	default:
		return false;
	}
}

/* Behind the last dot that stands in no quotes. */
static struct str last_part(struct str name)
{
	bool is_quoted = false;
	size_t start = 0;

	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '"')
			is_quoted = !is_quoted;
		if (name.ptr[i] == '.' && !is_quoted)
			start = i + 1;
	}
	return str_slice(name, start, name.len);
}

static struct str unquoted(struct str name)
{
	return name.len > 1 && name.ptr[0] == '"' ? str_slice(name, 1, name.len - 1) : name;
}

/* With the schema where both have one: what an extension brings is found on any path. */
static bool is_same_name(struct str a, struct str b)
{
	struct str last_a = last_part(a), last_b = last_part(b);

	if (!str_equal(unquoted(last_a), unquoted(last_b)))
		return false;
	return last_a.len == a.len || last_b.len == b.len || str_equal(a, b);
}

/* Line ends in constants may have been changed on the way. */
static enum equivalence compare_expressions(struct str a, struct str b)
{
	struct arena scratch = {0};
	enum equivalence found = expression_equivalence(
		&scratch, str_with_lf(&scratch, a), str_with_lf(&scratch, b));

	arena_release(&scratch);
	return found;
}

static enum equivalence compare_elements(struct str a, struct str b)
{
	struct arena scratch = {0};
	enum equivalence found = index_element_equivalence(
		&scratch, str_with_lf(&scratch, a), str_with_lf(&scratch, b));

	arena_release(&scratch);
	return found;
}

/* Names written for the columns are the dump's own in its query. */
static enum equivalence compare_queries(const struct object_state *a, const struct object_state *b)
{
	struct arena scratch = {0};
	struct view_query left = {str_with_lf(&scratch, state_text(a, ATTRIBUTE_QUERY)),
		*state_list(a, ATTRIBUTE_COLUMN_NAMES)};
	struct view_query right = {str_with_lf(&scratch, state_text(b, ATTRIBUTE_QUERY)),
		*state_list(b, ATTRIBUTE_COLUMN_NAMES)};
	enum equivalence found = query_equivalence(&scratch, &left, &right);

	arena_release(&scratch);
	return found;
}

static enum equivalence same_if(bool is_same)
{
	return is_same ? EQUIVALENCE_SAME : EQUIVALENCE_DIFFERENT;
}

static bool is_same_but_for_line_ends(struct str a, struct str b)
{
	struct arena scratch = {0};
	bool is_same = str_equal(str_with_lf(&scratch, a), str_with_lf(&scratch, b));

	arena_release(&scratch);
	return is_same;
}

/* What the server makes of it depends on who has executed it, and how. */
static bool is_of_session(enum attribute_key key, struct str item)
{
	if (key == ATTRIBUTE_ROLES)
		return str_equal(item, STR("current_user")) || str_equal(item, STR("current_role")) ||
			str_equal(item, STR("session_user"));
	return key == ATTRIBUTE_SETTINGS && str_ends(item, STR(" FROM CURRENT"));
}

static enum equivalence compare_items(enum attribute_key key, struct str a, struct str b)
{
	if (str_equal(a, b) || is_same_but_for_line_ends(a, b))
		return EQUIVALENCE_SAME;
	if (key == ATTRIBUTE_ELEMENTS)
		return compare_elements(a, b);
	return same_if(key == ATTRIBUTE_SETTINGS && str_equal_ignoring_case(a, b));
}

/* How the nearest of the list is to the item. */
static enum equivalence find_item(
	enum attribute_key key, const struct str_list *list, struct str item)
{
	enum equivalence nearest = EQUIVALENCE_DIFFERENT;

	for (size_t i = 0; i < list->count && nearest != EQUIVALENCE_SAME; i++) {
		enum equivalence found = compare_items(key, list->items[i], item);

		nearest = found < nearest ? found : nearest;
	}
	return nearest;
}

static enum equivalence compare_lists(
	enum attribute_key key, const struct str_list *a, const struct str_list *b)
{
	enum equivalence farthest = EQUIVALENCE_SAME;

	for (size_t i = 0; i < a->count; i++)
		if (is_of_session(key, a->items[i]))
			return EQUIVALENCE_UNKNOWN;
	if (a->count != b->count)
		return EQUIVALENCE_DIFFERENT;
	for (size_t i = 0; i < a->count; i++) {
		enum equivalence found = attribute_rows[key].form == FORM_SET
			? find_item(key, b, a->items[i])
			: compare_items(key, a->items[i], b->items[i]);

		farthest = found > farthest ? found : farthest;
	}
	return farthest;
}

/* A body is kept byte for byte; line ends may have been changed on the way. */
static bool is_same_text(struct arena *arena, struct str a, struct str b)
{
	return str_equal(str_trim(str_with_lf(arena, a)), str_trim(str_with_lf(arena, b)));
}

/* BEGIN ATOMIC and RETURN are shown as the server understood them. */
static bool is_reprinted(struct str body)
{
	struct str start = str_slice(str_trim(body), 0, 6);

	return str_equal_ignoring_case(start, STR("RETURN")) ||
		str_equal_ignoring_case(start, STR("BEGIN "));
}

enum equivalence attribute_equivalence(struct arena *arena, enum attribute_key key,
	const struct object_state *left, const struct object_state *right)
{
	const struct attribute *a = attributes_find(&left->attributes, key);
	const struct attribute *b = attributes_find(&right->attributes, key);

	if ((!a && !b) || is_ignored(left, key))
		return EQUIVALENCE_SAME;
	if (!a || !b)
		return EQUIVALENCE_DIFFERENT;
	if (str_equal(a->text, b->text) && !a->list && !b->list)
		return EQUIVALENCE_SAME;
	switch (attribute_rows[key].form) {
	case FORM_TYPE:
	case FORM_NAME:
		return same_if(is_same_name(a->text, b->text));
	case FORM_EXPRESSION:
		return compare_expressions(a->text, b->text);
	case FORM_QUERY:
		return compare_queries(left, right);
	case FORM_TEXT:
		if (key == ATTRIBUTE_BODY && is_reprinted(a->text) && is_reprinted(b->text) &&
			str_equal(state_text(left, ATTRIBUTE_LANGUAGE), STR("sql")))
			return EQUIVALENCE_UNKNOWN;
		if (key == ATTRIBUTE_RETURNS)
			return EQUIVALENCE_SAME;
		return same_if(is_same_text(arena, a->text, b->text));
	case FORM_LIST:
	case FORM_SET:
		return compare_lists(key, attribute_list(a), attribute_list(b));
	default:
		return same_if(str_equal_ignoring_case(a->text, b->text));
	}
}

bool attribute_is_same(struct arena *arena, enum attribute_key key, const struct object_state *left,
	const struct object_state *right)
{
	return attribute_equivalence(arena, key, left, right) != EQUIVALENCE_DIFFERENT;
}

bool signature_is_same(struct str a, struct str b)
{
	struct str one, other;

	while (str_next(&a, ',', &one))
		if (!str_next(&b, ',', &other) || !is_same_name(str_trim(one), str_trim(other)))
			return false;
	return !b.len;
}
