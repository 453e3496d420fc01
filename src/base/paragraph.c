/* SPDX-License-Identifier: MIT */
#include "base/paragraph.h"

bool paragraph_next(struct str *rest, struct str *ret)
{
	size_t end;

	while (rest->len && rest->ptr[0] == '\n')
		*rest = str_slice(*rest, 1, rest->len);
	if (!rest->len)
		return false;
	end = str_find(*rest, STR("\n\n"), 0);
	*ret = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end, rest->len);
	while (ret->len && ret->ptr[ret->len - 1] == '\n')
		ret->len--;
	return true;
}

bool paragraph_is_example(struct str paragraph)
{
	return paragraph.len && paragraph.ptr[0] == ' ';
}

bool paragraph_next_word(struct str *rest, struct str *ret)
{
	bool is_literal = false;
	size_t from = 0, to;

	while (from < rest->len && is_blank(rest->ptr[from]))
		from++;
	for (to = from; to < rest->len && (is_literal || !is_blank(rest->ptr[to])); to++)
		if (rest->ptr[to] == '`')
			is_literal = !is_literal;
	*ret = str_slice(*rest, from, to);
	*rest = str_slice(*rest, to, rest->len);
	return ret->len;
}

struct str paragraph_sentence(struct arena *arena, struct str line)
{
	bool ends = line.len && str_has(STR(".:?!"), line.ptr[line.len - 1]);
	struct text text = {.arena = arena};
	size_t letters = 0;

	while (letters < line.len && is_lower(line.ptr[letters]))
		letters++;
	text_add(&text, line);
	/* names as schema.sql and pre-push stay as they are */
	if (letters && (letters == line.len || str_has(STR(" ,;:'"), line.ptr[letters])))
		text.ptr[0] = (char)(line.ptr[0] - 'a' + 'A');
	text_add(&text, ends ? STR("") : STR("."));
	return text_str(&text);
}

static void write_example(FILE *out, struct str text, size_t indent)
{
	struct str line;

	while (str_next(&text, '\n', &line))
		fprintf(out, "%*s%.*s\n", (int)indent, "", STR_ARG(line));
}

static void write_words(FILE *out, struct str text, size_t column, size_t indent)
{
	bool is_first = true;
	struct str word;

	while (paragraph_next_word(&text, &word)) {
		if (!is_first && column + 1 + word.len > PARAGRAPH_COLUMNS) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
			is_first = true;
		}
		fputs(is_first ? "" : " ", out);
		for (size_t i = 0; i < word.len; i++)
			fputc(word.ptr[i] == '\n' ? ' ' : word.ptr[i], out);
		column += word.len + !is_first;
		is_first = false;
	}
	fputc('\n', out);
}

void paragraph_write(FILE *out, struct str text, size_t column, size_t indent)
{
	bool is_first = true;
	struct str paragraph;

	while (paragraph_next(&text, &paragraph)) {
		if (!is_first)
			fputc('\n', out);
		if (paragraph_is_example(paragraph)) {
			write_example(out, paragraph, is_first ? 0 : indent);
		} else {
			if (!is_first)
				fprintf(out, "%*s", (int)indent, "");
			write_words(out, paragraph, is_first ? column : indent, indent);
		}
		is_first = false;
	}
}
