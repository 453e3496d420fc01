/* SPDX-License-Identifier: MIT */
#include "documents/completion.h"

struct str shell_quoted(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};

	text_add_byte(&out, '\'');
	for (size_t i = 0; i < text.len; i++)
		text_add(&out, text.ptr[i] == '\'' ? STR("'\\''") : str_slice(text, i, i + 1));
	text_add_byte(&out, '\'');
	return text_str(&out);
}

struct str without_backticks(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '`')
			text_add_byte(&out, text.ptr[i]);
	return text_str(&out);
}

struct str kind_word(struct arena *arena, const struct argument_kind *kind)
{
	return str_lower(arena, str_from(kind->name));
}

bool kind_has_function(const struct argument_kind *kind)
{
	return kind->list && !kind->differs;
}

struct str kind_words(
	struct arena *arena, const struct command *command, const struct argument_kind *kind)
{
	struct choices choices = argument_choices(arena, command, kind);
	struct text words = {.arena = arena};

	for (size_t i = 0; i < choices.count; i++)
		text_addf(&words, "%s%.*s", i ? " " : "", STR_ARG(choices.items[i].word));
	return text_str(&words);
}

/* True if an argument of the usage may be repeated: "PATH...". A range's dots are none of that. */
static bool has_list(struct str usage)
{
	for (size_t i = str_find(usage, STR("..."), 0); i < usage.len;
		 i = str_find(usage, STR("..."), i + 1))
		if (i && is_upper(usage.ptr[i - 1]) && !(i + 3 < usage.len && is_upper(usage.ptr[i + 3])))
			return true;
	return false;
}

struct completed_arguments completed_arguments(struct arena *arena, const struct command *command)
{
	struct completed_arguments arguments = {.is_list = has_list(str_from(command->usage))};
	struct str_list names = argument_names(arena, command);

	for (size_t i = 0; i < names.count; i++) {
		struct argument_kind kind = argument_kind_of(names.items[i]);

		if (is_lower(names.items[i].ptr[0]))
			str_list_add(arena, &arguments.words, names.items[i]);
		else if (kind.completion != COMPLETE_NOTHING &&
			arguments.kind_count < ARRAY_LENGTH(arguments.kinds))
			arguments.kinds[arguments.kind_count++] = kind;
	}
	return arguments;
}
