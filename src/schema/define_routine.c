/* SPDX-License-Identifier: MIT */
/* Functions, procedures and views: what has a body. */
#include "schema/defining.h"
#include "sql/lexer.h"

/* True if the definition says what attributes do not: how much it costs, what supports it. */
static bool says_more(struct str definition)
{
	static const char *const words[] = {"cost", "rows", "window", "transform", "support"};
	struct token token;
	size_t depth = 0;

	for (size_t at = 0; lexer_next(definition, at, &token); at = token.to) {
		if (token_is_byte(definition, &token, '('))
			depth++;
		if (token_is_byte(definition, &token, ')'))
			depth--;
		for (size_t i = 0; !depth && i < ARRAY_LENGTH(words); i++)
			if (token_is(definition, &token, words[i]))
				return true;
	}
	return false;
}

/* The statement that made it, which says all of it while nothing has changed it since. */
static bool is_as_written(const struct object_state *state)
{
	struct str definition = state_text(state, ATTRIBUTE_DEFINITION);

	return definition.ptr &&
		(!state->before || state_text(state->before, ATTRIBUTE_DEFINITION).ptr != definition.ptr);
}

/* $$ ... $$, or another mark where that stands in the body. */
static struct str quoted_body(struct arena *arena, struct str body)
{
	struct str mark = STR("$$");

	for (unsigned i = 0;
		 str_find(body, mark, 0) < body.len || (body.len && body.ptr[body.len - 1] == '$'); i++) {
		mark = str_format(arena, i ? "$body%u$" : "$body$", i);
		if (str_find(body, mark, 0) == body.len)
			break;
	}
	return str_format(arena, "%.*s%.*s%.*s", STR_ARG(mark), STR_ARG(body), STR_ARG(mark));
}

/* BEGIN ATOMIC, RETURN: no constant. */
static bool is_statement_body(struct str language, struct str body)
{
	struct token token;

	return str_equal_ignoring_case(language, STR("sql")) && lexer_next(body, 0, &token) &&
		(token_is(body, &token, "begin") || token_is(body, &token, "return"));
}

static bool is_list_setting(struct str name)
{
	return str_equal_ignoring_case(name, STR("search_path")) ||
		str_equal_ignoring_case(name, STR("temp_tablespaces")) ||
		str_equal_ignoring_case(name, STR("datestyle"));
}

/* SET name TO 'a', 'b' */
static void add_setting(struct definition *definition, struct text *text, struct str setting)
{
	struct arena *arena = definition->arena;
	size_t equals = str_find(setting, STR("="), 0);
	struct str name = str_slice(setting, 0, equals);
	struct str rest = str_slice(setting, equals + 1, setting.len), value;
	bool is_first = true;

	if (equals == setting.len) {
		definition->gap = "it has a setting that is not known";
		return;
	}
	text_addf(text, "\n\tSET %.*s TO ", STR_ARG(name));
	if (!is_list_setting(name) || !rest.len) {
		text_add(text, literal_sql(arena, rest));
		return;
	}
	while (str_next(&rest, ',', &value)) {
		text_addf(
			text, "%s%.*s", is_first ? "" : ", ", STR_ARG(literal_sql(arena, str_trim(value))));
		is_first = false;
	}
}

static void add_options(
	struct definition *definition, struct text *text, const struct object_state *state)
{
	static const struct {
		enum attribute_key key;
		const char *words;
	} flags[] = {{ATTRIBUTE_STRICT, " STRICT"}, {ATTRIBUTE_SECURITY_DEFINER, " SECURITY DEFINER"},
		{ATTRIBUTE_LEAKPROOF, " LEAKPROOF"}};
	const struct str_list *settings = state_list(state, ATTRIBUTE_SETTINGS);
	struct str volatility = state_text(state, ATTRIBUTE_VOLATILITY);
	struct str parallel = state_text(state, ATTRIBUTE_PARALLEL);

	if (volatility.ptr)
		text_addf(text, " %.*s", STR_ARG(volatility));
	for (size_t i = 0; i < ARRAY_LENGTH(flags); i++)
		if (state_flag(state, flags[i].key))
			text_add(text, str_from(flags[i].words));
	if (parallel.ptr)
		text_addf(text, " PARALLEL %.*s", STR_ARG(parallel));
	for (size_t i = 0; i < settings->count; i++)
		add_setting(definition, text, settings->items[i]);
}

void define_function(struct definition *definition, const struct catalog_entry *function)
{
	const struct object_state *state = defined_state(definition, function);
	struct arena *arena = definition->arena;
	struct text text = {.arena = arena};
	struct str returns = state_text(state, ATTRIBUTE_RETURNS);
	struct str body = state_text(state, ATTRIBUTE_BODY);
	struct str language = state_text(state, ATTRIBUTE_LANGUAGE);

	if (!body.ptr || says_more(state_text(state, ATTRIBUTE_DEFINITION))) {
		if (is_as_written(state))
			define_add(definition, "%.*s", STR_ARG(state_text(state, ATTRIBUTE_DEFINITION)));
		else
			definition->gap = "its definition is not known";
		return;
	}
	text_addf(&text, "CREATE OR REPLACE %s %.*s(%.*s)", object_kinds[state->kind].keyword,
		STR_ARG(object_name_sql(arena, state->name)),
		STR_ARG(state_text(state, ATTRIBUTE_PARAMETERS)));
	if (returns.ptr && state->kind == KIND_FUNCTION)
		text_addf(&text, "\n\tRETURNS %.*s", STR_ARG(returns));
	text_addf(&text, "\n\tLANGUAGE %.*s", STR_ARG(language));
	add_options(definition, &text, state);
	if (is_statement_body(language, body))
		text_addf(&text, "\n%.*s", STR_ARG(body));
	else
		text_addf(&text, "\nAS %.*s", STR_ARG(quoted_body(arena, body)));
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
}

/* True if a column was added to what the view reads since it was made: its * would take that too.
 */
static bool reads_more_now(const struct definition *definition, const struct object_state *view)
{
	struct str query = state_text(view, ATTRIBUTE_QUERY);
	struct token token;
	bool has_star = false;

	for (size_t at = 0; !has_star && lexer_next(query, at, &token); at = token.to)
		has_star = token_is_byte(query, &token, '*');
	for (size_t i = 0; has_star && i < view->depends.count; i++) {
		const struct catalog_entries *parts = &view->depends.items[i]->parts;

		for (size_t j = 0; j < parts->count; j++)
			if (parts->items[j]->state->kind == KIND_COLUMN &&
				parts->items[j]->created > view->step &&
				parts->items[j]->created <= definition->step)
				return true;
	}
	return false;
}

void define_view(struct definition *definition, const struct catalog_entry *view)
{
	const struct object_state *state = defined_state(definition, view);
	const struct str_list *names = state_list(state, ATTRIBUTE_COLUMN_NAMES);
	struct str options = state_text(state, ATTRIBUTE_WITH);
	struct str check = state_text(state, ATTRIBUTE_CHECK_OPTION);
	struct text text = {.arena = definition->arena};

	if (reads_more_now(definition, state))
		definition->gap = "its * would take columns that were added since it was made";
	text_addf(&text, "CREATE %s%s %.*s", state->kind == KIND_VIEW ? "OR REPLACE " : "",
		object_kinds[state->kind].keyword,
		STR_ARG(object_name_sql(definition->arena, state->name)));
	if (names->count)
		text_addf(&text, " (%.*s)", STR_ARG(names_text(definition->arena, names)));
	if (options.ptr)
		text_addf(&text, " WITH (%.*s)", STR_ARG(options));
	text_addf(&text, " AS\n%.*s", STR_ARG(state_text(state, ATTRIBUTE_QUERY)));
	if (check.ptr)
		text_addf(&text, "\nWITH %.*s CHECK OPTION", STR_ARG(check));
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
}
