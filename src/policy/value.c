/* SPDX-License-Identifier: MIT */
#include "policy/value.h"

#include "base/clock.h"
#include "base/nearest.h"
#include "base/regex.h"

static const struct str fine = {NULL, 0};

static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return text.len > 0 && text.len <= 9;
}

uint64_t value_number(struct str text)
{
	uint64_t number = 0;

	for (size_t i = 0; i < text.len; i++)
		number = number * 10 + (uint64_t)(text.ptr[i] - '0');
	return number;
}

int64_t value_duration(struct str text)
{
	int64_t seconds = 0;

	(void)duration_parse(text, &seconds);
	return seconds;
}

/* "'word' is no WHAT; did you mean 'nearest'?" or with the words there are. */
static struct str unknown_word(
	struct arena *arena, const char *what, struct str word, const struct str_list *words)
{
	struct str nearest = nearest_word(arena, word, words);
	struct text text = {.arena = arena};

	text_addf(&text, "'%.*s' is no %s; ", STR_ARG(word), what);
	if (nearest.ptr) {
		text_addf(&text, "did you mean '%.*s'?", STR_ARG(nearest));
		return text_str(&text);
	}
	text_add(&text, STR("there is "));
	for (size_t i = 0; i < words->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(words->items[i]));
	return text_str(&text);
}

static struct str choice_mistake(struct arena *arena, const char *choices, struct str text)
{
	struct str rest = str_from(choices), choice;
	struct str_list words = {0};

	while (str_next(&rest, '|', &choice)) {
		if (str_equal(choice, text))
			return fine;
		str_list_add(arena, &words, choice);
	}
	return unknown_word(arena, "choice", text, &words);
}

static struct str rule_mistake(
	struct arena *arena, const struct vocabulary *vocabulary, struct str text)
{
	struct str nearest;

	if (vocabulary_rule(vocabulary, text))
		return fine;
	nearest = vocabulary_nearest_rule(vocabulary, arena, text);
	if (!nearest.ptr)
		return str_format(arena, "'%.*s' is no rule; see: mighook rules", STR_ARG(text));
	return str_format(
		arena, "'%.*s' is no rule; did you mean '%.*s'?", STR_ARG(text), STR_ARG(nearest));
}

static struct str path_mistake(struct arena *arena, struct str text)
{
	struct str rest = text, part;

	if (text.ptr[0] == '/')
		return str_format(arena, "'%.*s' must be a path below the repository's top", STR_ARG(text));
	while (str_next(&rest, '/', &part))
		if (str_equal(part, STR("..")))
			return str_format(arena, "'%.*s' must not leave the repository", STR_ARG(text));
	return fine;
}

static struct str regex_mistake(struct arena *arena, struct str text)
{
	struct regex *regex;
	struct error error;

	if (regex_compile(&regex, arena, text, &error))
		return str_format(arena, "%s", error.message);
	return fine;
}

static bool is_sha256(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]) && !(text.ptr[i] >= 'a' && text.ptr[i] <= 'f'))
			return false;
	return text.len == 64;
}

static struct str not_a(
	struct arena *arena, struct str text, bool is_valid, const char *expectation)
{
	if (is_valid)
		return fine;
	return str_format(arena, "'%.*s' is not %s", STR_ARG(text), expectation);
}

struct str value_mistake(struct arena *arena, const struct vocabulary *vocabulary,
	enum value_kind kind, const char *choices, struct str text)
{
	if (!text.len)
		return STR("has no value");
	switch (kind) {
	case VALUE_REGEX:
		return regex_mistake(arena, text);
	case VALUE_NUMBER:
		return not_a(arena, text, is_number(text), "a number");
	case VALUE_BOOL:
		return choice_mistake(arena, "true|false", text);
	case VALUE_DURATION:
		return not_a(
			arena, text, duration_parse(text, &(int64_t){0}), "a duration like 30s, 5m, 12h or 1d");
	case VALUE_CHOICE:
		return choice_mistake(arena, choices, text);
	case VALUE_PATH:
	case VALUE_PATH_OR_NONE:
		return path_mistake(arena, text);
	case VALUE_RULE:
		return rule_mistake(arena, vocabulary, text);
	case VALUE_RUNNER:
		if (str_list_contains(&vocabulary->runners, text))
			return fine;
		return unknown_word(arena, "runner", text, &vocabulary->runners);
	case VALUE_HISTORY:
		if (str_list_contains(&vocabulary->histories, text))
			return fine;
		return unknown_word(arena, "known history table", text, &vocabulary->histories);
	case VALUE_SHA256:
		return not_a(arena, text, is_sha256(text), "64 lower-case hex digits");
	default:
		return fine;
	}
}
