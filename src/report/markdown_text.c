/* SPDX-License-Identifier: MIT */
#include "report/markdown_text.h"

#include "base/escape.h"

/*
 * In <code> no mention and no reference becomes a link; punctuation is written as numeric
 * entities, which CommonMark (6.2) never takes for structure: nothing in it can end the cell, the
 * row or the element, or look like our marker. An address of electronic mail is looked for after
 * the entities are read (GFM 6.9), but not beyond a comment.
 */
static void add_code(struct text *out, struct str escaped)
{
	text_add(out, STR("<code>"));
	for (size_t i = 0; i < escaped.len; i++) {
		unsigned char byte = (unsigned char)escaped.ptr[i];

		if (byte >= 0x80 || is_alnum(escaped.ptr[i]) || str_has(STR(" -/"), escaped.ptr[i]))
			text_add_byte(out, escaped.ptr[i]);
		else
			text_addf(out, "%s&#%u;", byte == '@' ? "<!-- -->" : "", byte);
	}
	text_add(out, STR("</code>"));
}

struct str markdown_code(struct arena *arena, struct str text)
{
	struct text code = {.arena = arena};

	add_code(&code, escape_text(arena, text, /* keep_tabs= */ false));
	return text_str(&code);
}

/* Letters, with an apostrophe or a hyphen among them and a stop behind them; or a number. */
static bool is_plain_word(struct str word)
{
	size_t digits = 0;

	if (word.len > 1 && str_has(STR(",.;:"), word.ptr[word.len - 1]))
		word.len--;
	if (!word.len)
		return true;
	if (!is_alnum(word.ptr[0]) || !is_alnum(word.ptr[word.len - 1]))
		return false;
	for (size_t i = 0; i < word.len; i++) {
		digits += is_digit(word.ptr[i]);
		if (!is_alnum(word.ptr[i]) && word.ptr[i] != '\'' && word.ptr[i] != '-')
			return false;
	}
	return !digits || (digits == word.len && digits < 7);
}

struct str markdown_sentence(struct arena *arena, struct str text)
{
	struct str rest = escape_text(arena, text, /* keep_tabs= */ false), word;
	struct text sentence = {.arena = arena};

	while (rest.len) {
		size_t len = str_find(rest, STR(" "), 0);

		word = str_slice(rest, 0, len);
		/* Neighbours that are no words are one piece of code, with the blanks between them. */
		while (!is_plain_word(word) && len < rest.len) {
			size_t end = str_find(rest, STR(" "), len + 1);

			if (is_plain_word(str_slice(rest, len + 1, end)))
				break;
			len = end;
			word = str_slice(rest, 0, len);
		}
		if (is_plain_word(word))
			text_add(&sentence, word);
		else
			add_code(&sentence, word);
		if (len < rest.len)
			text_add_byte(&sentence, ' ');
		rest = str_slice(rest, len + 1, rest.len);
	}
	return text_str(&sentence);
}

struct str markdown_block(struct arena *arena, const char *language, struct str lines)
{
	struct text block = {.arena = arena};
	size_t fence = 3, run = 0;

	for (size_t i = 0; i < lines.len; i++) {
		run = lines.ptr[i] == '`' ? run + 1 : 0;
		fence = run >= fence ? run + 1 : fence;
	}
	for (size_t i = 0; i < fence; i++)
		text_add_byte(&block, '`');
	text_addf(&block, "%s\n", language);
	text_add(&block, escape_lines(arena, lines));
	for (size_t i = 0; i < fence; i++)
		text_add_byte(&block, '`');
	text_add_byte(&block, '\n');
	return text_str(&block);
}
