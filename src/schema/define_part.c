/* SPDX-License-Identifier: MIT */
/* What belongs to tables: constraints, indexes, triggers, policies. */
#include "schema/defining.h"
#include "sql/lexer.h"

static void add_key(
	struct text *text, const struct definition *definition, const struct object_state *state)
{
	const struct str_list *include = state_list(state, ATTRIBUTE_INCLUDE);
	struct str options = state_text(state, ATTRIBUTE_WITH),
			   where = state_text(state, ATTRIBUTE_WHERE);

	if (state->constraint == CONSTRAINT_EXCLUDE)
		text_addf(text, "EXCLUDE USING %.*s (%.*s)",
			STR_ARG(state_text(state, ATTRIBUTE_METHOD).ptr ? state_text(state, ATTRIBUTE_METHOD)
															: STR("gist")),
			STR_ARG(list_text(definition->arena, state_list(state, ATTRIBUTE_ELEMENTS))));
	else
		text_addf(text, "%s%s (%.*s)",
			state->constraint == CONSTRAINT_PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE",
			state_flag(state, ATTRIBUTE_NULLS_NOT_DISTINCT) ? " NULLS NOT DISTINCT" : "",
			STR_ARG(names_text(definition->arena, state_list(state, ATTRIBUTE_COLUMNS))));
	if (include->count)
		text_addf(text, " INCLUDE (%.*s)", STR_ARG(names_text(definition->arena, include)));
	if (options.ptr)
		text_addf(text, " WITH (%.*s)", STR_ARG(options));
	if (where.ptr)
		text_addf(text, " WHERE (%.*s)", STR_ARG(where));
}

static struct str upper_text(struct arena *arena, struct str word)
{
	struct text text = {.arena = arena};
	bool is_written = false; /* the columns behind SET NULL */

	for (size_t i = 0; i < word.len; i++) {
		is_written |= word.ptr[i] == '(';
		text_add_byte(&text,
			!is_written && is_lower(word.ptr[i]) ? (char)(word.ptr[i] - 'a' + 'A') : word.ptr[i]);
	}
	return text_str(&text);
}

static void add_foreign_key(
	struct text *text, const struct definition *definition, const struct object_state *state)
{
	const struct str_list *pointed = state_list(state, ATTRIBUTE_REFERENCED_COLUMNS);
	struct str on_delete = state_text(state, ATTRIBUTE_ON_DELETE);
	struct str on_update = state_text(state, ATTRIBUTE_ON_UPDATE);
	struct arena *arena = definition->arena;

	text_addf(text, "FOREIGN KEY (%.*s) REFERENCES %.*s",
		STR_ARG(names_text(arena, state_list(state, ATTRIBUTE_COLUMNS))),
		STR_ARG(state->depends.count
				? catalog_name(arena, state->depends.items[0], definition->step)
				: state_text(state, ATTRIBUTE_REFERENCES)));
	if (pointed->count)
		text_addf(text, " (%.*s)", STR_ARG(names_text(arena, pointed)));
	if (state_text(state, ATTRIBUTE_MATCH).ptr)
		text_add(text, STR(" MATCH FULL"));
	if (on_delete.ptr)
		text_addf(text, " ON DELETE %.*s", STR_ARG(upper_text(arena, on_delete)));
	if (on_update.ptr)
		text_addf(text, " ON UPDATE %.*s", STR_ARG(upper_text(arena, on_update)));
}

struct str constraint_text(
	const struct definition *definition, const struct catalog_entry *constraint)
{
	const struct object_state *state = defined_state(definition, constraint);
	struct text text = {.arena = definition->arena};

	text_addf(
		&text, "CONSTRAINT %.*s ", STR_ARG(identifier_sql(definition->arena, state->name.name)));
	if (state->constraint == CONSTRAINT_CHECK)
		text_addf(&text, "CHECK (%.*s)", STR_ARG(state_text(state, ATTRIBUTE_CHECK)));
	else if (state->constraint == CONSTRAINT_FOREIGN_KEY)
		add_foreign_key(&text, definition, state);
	else
		add_key(&text, definition, state);
	if (state_flag(state, ATTRIBUTE_NO_INHERIT))
		text_add(&text, STR(" NO INHERIT"));
	if (state_flag(state, ATTRIBUTE_DEFERRABLE))
		text_add(&text, STR(" DEFERRABLE"));
	if (state_flag(state, ATTRIBUTE_INITIALLY_DEFERRED))
		text_add(&text, STR(" INITIALLY DEFERRED"));
	if (state_flag(state, ATTRIBUTE_NOT_VALID))
		text_add(&text, STR(" NOT VALID"));
	return text_str(&text);
}

/* ADD CONSTRAINT has no IF NOT EXISTS. */
void define_constraint(struct definition *definition, const struct catalog_entry *constraint)
{
	struct str name = identifier_sql(
		definition->arena, defined_state(definition, constraint)->name.name);
	struct str owner = owner_name(definition, constraint);
	struct str text = constraint_text(definition, constraint);

	if (constraint->owner->state->kind == KIND_DOMAIN) {
		define_add(definition, "ALTER DOMAIN %.*s DROP CONSTRAINT IF EXISTS %.*s", STR_ARG(owner),
			STR_ARG(name));
		define_add(definition, "ALTER DOMAIN %.*s ADD %.*s", STR_ARG(owner), STR_ARG(text));
		return;
	}
	define_add(definition, "ALTER TABLE %.*s DROP CONSTRAINT IF EXISTS %.*s,\n\tADD %.*s",
		STR_ARG(owner), STR_ARG(name), STR_ARG(text));
}

void define_index(struct definition *definition, const struct catalog_entry *index)
{
	const struct object_state *state = defined_state(definition, index);
	const struct str_list *include = state_list(state, ATTRIBUTE_INCLUDE);
	struct str method = state_text(state, ATTRIBUTE_METHOD);
	struct str options = state_text(state, ATTRIBUTE_WITH),
			   where = state_text(state, ATTRIBUTE_WHERE);
	struct arena *arena = definition->arena;
	struct text text = {.arena = arena};

	text_addf(&text, "CREATE %sINDEX %sIF NOT EXISTS %.*s ON %.*s",
		state_flag(state, ATTRIBUTE_UNIQUE) ? "UNIQUE " : "",
		definition->concurrently ? "CONCURRENTLY " : "",
		STR_ARG(identifier_sql(arena, state->name.name)), STR_ARG(owner_name(definition, index)));
	if (method.ptr && !str_equal(method, STR("btree")))
		text_addf(&text, " USING %.*s", STR_ARG(method));
	text_addf(&text, " (%.*s)", STR_ARG(list_text(arena, state_list(state, ATTRIBUTE_ELEMENTS))));
	if (include->count)
		text_addf(&text, " INCLUDE (%.*s)", STR_ARG(names_text(arena, include)));
	if (state_flag(state, ATTRIBUTE_NULLS_NOT_DISTINCT))
		text_add(&text, STR(" NULLS NOT DISTINCT"));
	if (options.ptr)
		text_addf(&text, " WITH (%.*s)", STR_ARG(options));
	if (where.ptr)
		text_addf(&text, " WHERE %.*s", STR_ARG(where));
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
}

/* INSERT OR UPDATE OF a, b */
static struct str events_text(struct arena *arena, const struct str_list *events)
{
	static const char of[] = "update of ";
	struct text text = {.arena = arena}, columns = {.arena = arena};

	for (size_t i = 0; i < events->count; i++) {
		if (str_starts(events->items[i], STR("update of "))) {
			text_addf(&columns, "%s%.*s", columns.len ? ", " : "",
				STR_ARG(identifier_sql(
					arena, str_slice(events->items[i], sizeof of - 1, events->items[i].len))));
			continue;
		}
		text_addf(
			&text, "%s%.*s", text.len ? " OR " : "", STR_ARG(upper_text(arena, events->items[i])));
	}
	if (columns.len)
		text_addf(&text, "%sUPDATE OF %.*s", text.len ? " OR " : "", STR_ARG(text_str(&columns)));
	return text_str(&text);
}

static bool is_constraint_trigger(const struct object_state *state)
{
	struct str text = state_text(state, ATTRIBUTE_DEFINITION);
	struct token token;

	for (size_t at = 0; lexer_next(text, at, &token); at = token.to)
		if (token_is(text, &token, "trigger"))
			break;
		else if (token_is(text, &token, "constraint"))
			return true;
	return false;
}

static struct str function_of(
	const struct definition *definition, const struct object_state *trigger)
{
	const struct catalog_entry *function = trigger->depends.count ? trigger->depends.items[0]
																  : NULL;

	if (!function || function->is_assumed)
		return state_text(trigger, ATTRIBUTE_FUNCTION);
	return object_name_sql(definition->arena, defined_state(definition, function)->name);
}

static void add_transitions(
	struct text *text, struct arena *arena, const struct object_state *state)
{
	struct str before = state_text(state, ATTRIBUTE_OLD_TABLE);
	struct str after = state_text(state, ATTRIBUTE_NEW_TABLE);

	if (!before.ptr && !after.ptr)
		return;
	text_add(text, STR(" REFERENCING"));
	if (before.ptr)
		text_addf(text, " OLD TABLE AS %.*s", STR_ARG(identifier_sql(arena, before)));
	if (after.ptr)
		text_addf(text, " NEW TABLE AS %.*s", STR_ARG(identifier_sql(arena, after)));
}

void define_trigger(struct definition *definition, const struct catalog_entry *trigger)
{
	const struct object_state *state = defined_state(definition, trigger);
	const struct str_list *arguments = state_list(state, ATTRIBUTE_ARGUMENTS);
	struct str when = state_text(state, ATTRIBUTE_WHEN);
	struct str enabled = state_text(state, ATTRIBUTE_ENABLED);
	struct arena *arena = definition->arena;
	struct str name = identifier_sql(arena, state->name.name);
	struct str owner = owner_name(definition, trigger);
	struct text text = {.arena = arena};

	define_add(definition, "DROP TRIGGER IF EXISTS %.*s ON %.*s", STR_ARG(name), STR_ARG(owner));
	text_addf(&text, "CREATE %sTRIGGER %.*s %.*s %.*s ON %.*s",
		is_constraint_trigger(state) ? "CONSTRAINT " : "", STR_ARG(name),
		STR_ARG(upper_text(arena, state_text(state, ATTRIBUTE_TIMING))),
		STR_ARG(events_text(arena, state_list(state, ATTRIBUTE_EVENTS))), STR_ARG(owner));
	if (state_flag(state, ATTRIBUTE_DEFERRABLE))
		text_add(&text, STR(" DEFERRABLE"));
	if (state_flag(state, ATTRIBUTE_INITIALLY_DEFERRED))
		text_add(&text, STR(" INITIALLY DEFERRED"));
	add_transitions(&text, arena, state);
	text_addf(
		&text, " FOR EACH %s", state_flag(state, ATTRIBUTE_FOR_EACH_ROW) ? "ROW" : "STATEMENT");
	if (when.ptr)
		text_addf(&text, " WHEN (%.*s)", STR_ARG(when));
	text_addf(&text, " EXECUTE FUNCTION %.*s(", STR_ARG(function_of(definition, state)));
	for (size_t i = 0; i < arguments->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(literal_sql(arena, arguments->items[i])));
	text_add_byte(&text, ')');
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
	if (enabled.ptr)
		define_add(definition, "ALTER TABLE %.*s %.*s", STR_ARG(owner),
			STR_ARG(define_switch(arena, KIND_TRIGGER, state->name.name, enabled)));
}

void define_policy(struct definition *definition, const struct catalog_entry *policy)
{
	const struct object_state *state = defined_state(definition, policy);
	const struct str_list *roles = state_list(state, ATTRIBUTE_ROLES);
	struct str command = state_text(state, ATTRIBUTE_COMMAND);
	struct str using = state_text(state, ATTRIBUTE_USING);
	struct str with_check = state_text(state, ATTRIBUTE_WITH_CHECK);
	struct arena *arena = definition->arena;
	struct str name = identifier_sql(arena, state->name.name);
	struct str owner = owner_name(definition, policy);
	struct text text = {.arena = arena};

	define_add(definition, "DROP POLICY IF EXISTS %.*s ON %.*s", STR_ARG(name), STR_ARG(owner));
	text_addf(&text, "CREATE POLICY %.*s ON %.*s", STR_ARG(name), STR_ARG(owner));
	if (state_flag(state, ATTRIBUTE_RESTRICTIVE))
		text_add(&text, STR(" AS RESTRICTIVE"));
	if (command.ptr)
		text_addf(&text, " FOR %.*s", STR_ARG(upper_text(arena, command)));
	if (roles->count)
		text_addf(&text, " TO %.*s", STR_ARG(names_text(arena, roles)));
	if (using.ptr)
		text_addf(&text, "\n\tUSING (%.*s)", STR_ARG(using));
	if (with_check.ptr)
		text_addf(&text, "\n\tWITH CHECK (%.*s)", STR_ARG(with_check));
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
}
