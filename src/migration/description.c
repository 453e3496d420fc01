/* SPDX-License-Identifier: MIT */
#include "migration/description.h"

/* A word ends before what is no letter or digit, and before a capital behind a small letter. */
static size_t word_end(struct str text, size_t from)
{
	size_t end = from;

	while (end < text.len && is_alnum(text.ptr[end]) &&
		!(end > from && is_upper(text.ptr[end]) && is_lower(text.ptr[end - 1])))
		end++;
	return end;
}

struct str_list description_words(struct arena *arena, struct str text)
{
	struct str_list words = {0};

	for (size_t at = 0; at < text.len;) {
		size_t end = word_end(text, at);

		if (end > at)
			str_list_add(arena, &words, str_lower(arena, str_slice(text, at, end)));
		at = end > at ? end : at + 1;
	}
	return words;
}

static struct str letters_of(struct arena *arena, struct str word)
{
	struct text letters = {.arena = arena};

	for (size_t i = 0; i < word.len; i++)
		if (!is_digit(word.ptr[i]))
			text_add_byte(&letters, word.ptr[i]);
	return text_str(&letters);
}

static char upper(char byte)
{
	return is_lower(byte) ? (char)(byte - 'a' + 'A') : byte;
}

struct str description_join(
	struct arena *arena, const struct str_list *words, enum description_style style)
{
	struct text joined = {.arena = arena};

	for (size_t i = 0; i < words->count; i++) {
		struct str word = words->items[i];
		bool is_capital = style == DESCRIPTION_PASCAL || (style == DESCRIPTION_CAMEL && joined.len);

		if (style == DESCRIPTION_LETTERS)
			word = letters_of(arena, word);
		if (!word.len)
			continue;
		if (joined.len && style != DESCRIPTION_PASCAL && style != DESCRIPTION_CAMEL)
			text_add_byte(&joined, style == DESCRIPTION_KEBAB ? '-' : '_');
		text_add_byte(&joined, is_capital ? upper(word.ptr[0]) : word.ptr[0]);
		text_add(&joined, str_slice(word, 1, word.len));
	}
	return text_str(&joined);
}
