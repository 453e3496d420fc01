/* SPDX-License-Identifier: MIT */
#include "documents/mdoc.h"

#include "base/paragraph.h"

#define CLOSING ".,:;)]?!"

enum { COLUMNS = 78 };

/* Of a text line: what would be taken for a macro or an escape. */
static void add_escaped(struct text *out, struct str text)
{
	if (text.len && str_has(STR(".'"), text.ptr[0]))
		text_add(out, STR("\\&"));
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			text_add(out, STR("\\e"));
		else if (text.ptr[i] == '"')
			text_add(out, STR("\\(dq"));
		else if (str_starts(str_slice(text, i, text.len), STR("--")))
			text_add(out, STR("\\-"));
		else
			text_add_byte(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	}
}

static struct str escaped(struct arena *arena, struct str text)
{
	struct text out = {.arena = arena};

	add_escaped(&out, text);
	return text_str(&out);
}

struct str mdoc_argument(struct arena *arena, struct str text)
{
	/* Names of macros have two or three letters, the first in upper case. */
	bool is_short = text.len && text.len <= 3 && !is_lower(text.ptr[0]) && !is_digit(text.ptr[0]);
	bool is_quoted = !text.len || str_has(text, ' ') || str_has(text, '\n');
	struct text out = {.arena = arena};

	if (is_quoted)
		text_add_byte(&out, '"');
	if (is_short && !str_has(STR(".'"), text.ptr[0]))
		text_add(&out, STR("\\&"));
	add_escaped(&out, text);
	if (text.len && str_has(STR(CLOSING), text.ptr[text.len - 1]))
		text_add(&out, STR("\\&"));
	if (is_quoted)
		text_add_byte(&out, '"');
	return text_str(&out);
}

static void end_line(struct mdoc *mdoc)
{
	if (mdoc->column)
		fputc('\n', mdoc->out);
	mdoc->column = 0;
}

void mdoc_macro(struct mdoc *mdoc, const char *format, ...)
{
	va_list values;

	end_line(mdoc);
	va_start(values, format);
	fprintf(mdoc->out, ".%s\n", str_vformat(mdoc->arena, format, values).ptr);
	va_end(values);
}

/* Cuts a leading run of letters, digits and their like off `*rest`; "..." ends one. */
static struct str take_name(struct str *rest)
{
	size_t end = 0;
	struct str name;

	while (end < rest->len && !str_has(STR(" []|=:,"), rest->ptr[end]))
		end++;
	name = str_slice(*rest, 0, end);
	if (str_ends(name, STR("...")) && name.len > 3)
		name.len -= 3;
	*rest = str_slice(*rest, name.len, rest->len);
	return name;
}

void mdoc_add_argument(struct mdoc *mdoc, struct str name)
{
	while (name.len) {
		struct str part = take_name(&name);
		size_t dots = str_find(part, STR("..."), 0);

		if (!part.len)
			name = str_slice(name, 1, name.len);
		if (part.len && is_upper(part.ptr[0]))
			str_list_add(mdoc->arena, &mdoc->arguments, part);
		if (dots && dots < part.len) {
			str_list_add(mdoc->arena, &mdoc->arguments, str_slice(part, 0, dots));
			str_list_add(mdoc->arena, &mdoc->arguments, str_slice(part, dots + 3, part.len));
		}
	}
}

static void add_usage_part(struct text *line, struct str *rest, bool glued)
{
	struct str name;

	text_add(line, glued ? STR(" Ns ") : STR(" "));
	if (rest->ptr[0] == '[' || rest->ptr[0] == ']' || rest->ptr[0] == '|' || rest->ptr[0] == '=' ||
		rest->ptr[0] == ':' || rest->ptr[0] == ',') {
		if (glued && rest->ptr[0] == ']')
			line->len -= STR(" Ns ").len - 1;
		text_add(line,
			rest->ptr[0] == '['       ? STR("Oo")
				: rest->ptr[0] == ']' ? STR("Oc")
									  : str_slice(*rest, 0, 1));
		*rest = str_slice(*rest, 1, rest->len);
		return;
	}
	name = take_name(rest);
	if (str_starts(name, STR("-")))
		text_addf(line, "Fl %.*s", STR_ARG(str_slice(name, 1, name.len)));
	else if (str_equal(name, STR("...")))
		text_add(line, name);
	else
		text_addf(line, "%s %s", is_upper(name.ptr[0]) ? "Ar" : "Cm",
			mdoc_argument(line->arena, name).ptr);
}

struct str mdoc_usage(struct arena *arena, struct str usage)
{
	struct text line = {.arena = arena};
	bool glued = false;

	while (usage.len) {
		bool opens = usage.ptr[0] == '[';

		if (usage.ptr[0] == ' ') {
			usage = str_slice(usage, 1, usage.len);
			glued = false;
			continue;
		}
		add_usage_part(&line, &usage, glued);
		glued = !opens;
	}
	return text_str(&line);
}

/* A word between the punctuation around it. */
struct word {
	struct str before, core, after; /* after: punctuation and what follows it */
	bool is_literal;
};

static struct word word_of(struct str text)
{
	struct word word = {.core = text};
	size_t from = 0, to;

	while (from < text.len && str_has(STR("(["), text.ptr[from]))
		from++;
	word.before = str_slice(text, 0, from);
	word.is_literal = from < text.len && text.ptr[from] == '`' &&
		str_find(text, STR("`"), from + 1) < text.len;
	if (word.is_literal) {
		to = str_find(text, STR("`"), from + 1);
		word.core = str_slice(text, from + 1, to);
		word.after = str_slice(text, to + 1, text.len);
		return word;
	}
	for (to = text.len; to > from && str_has(STR(CLOSING), text.ptr[to - 1]); to--)
		;
	word.core = str_slice(text, from, to);
	word.after = str_slice(text, to, text.len);
	return word;
}

static bool ends_sentence(struct str word)
{
	while (word.len && word.ptr[word.len - 1] == ')')
		word.len--;
	return word.len && !str_ends(word, STR("...")) && str_has(STR(".?!:"), word.ptr[word.len - 1]);
}

/* The macro that a word is written with; NULL: none. */
static const char *macro_of(const struct mdoc *mdoc, const struct word *word, bool starts_sentence)
{
	if (word->is_literal)
		return "Ql";
	if ((str_starts(word->core, STR("--")) && word->core.len > 2) ||
		(word->core.len == 2 && word->core.ptr[0] == '-' && is_alpha(word->core.ptr[1])))
		return "Fl";
	/* "A" at the start of a sentence is an article */
	if (str_list_contains(&mdoc->arguments, word->core) &&
		!(starts_sentence && word->core.len == 1))
		return "Ar";
	return NULL;
}

static void write_marked(struct mdoc *mdoc, const char *macro, const struct word *word)
{
	struct str core = word->core, after = word->after;

	if (!strcmp(macro, "Fl"))
		core = str_slice(core, 1, core.len);
	end_line(mdoc);
	fprintf(mdoc->out, ".%s", macro);
	for (size_t i = 0; i < word->before.len; i++)
		fprintf(mdoc->out, " %c", word->before.ptr[i]);
	fprintf(mdoc->out, " %s", mdoc_argument(mdoc->arena, core).ptr);
	while (after.len && str_has(STR(CLOSING), after.ptr[0])) {
		fprintf(mdoc->out, " %c", after.ptr[0]);
		after = str_slice(after, 1, after.len);
	}
	if (after.len)
		fprintf(mdoc->out, " Ns %s", mdoc_argument(mdoc->arena, after).ptr);
	fputc('\n', mdoc->out);
}

static void write_words(struct mdoc *mdoc, struct str text)
{
	bool starts_sentence = true;
	struct str raw;

	while (paragraph_next_word(&text, &raw)) {
		struct word word = word_of(raw);
		const char *macro = macro_of(mdoc, &word, starts_sentence);

		if (macro) {
			write_marked(mdoc, macro, &word);
		} else {
			struct str plain = escaped(mdoc->arena, raw);

			if (mdoc->column + 1 + plain.len > COLUMNS || starts_sentence)
				end_line(mdoc);
			fprintf(mdoc->out, "%s%.*s", mdoc->column ? " " : "", STR_ARG(plain));
			mdoc->column += plain.len + (mdoc->column > 0);
		}
		starts_sentence = ends_sentence(raw);
	}
	end_line(mdoc);
}

void mdoc_literal(struct mdoc *mdoc, struct str text)
{
	struct str line;

	mdoc_macro(mdoc, "Bd -literal -offset indent");
	while (text.len && str_next(&text, '\n', &line))
		fprintf(mdoc->out, "%s\n", escaped(mdoc->arena, line).ptr);
	mdoc_macro(mdoc, "Ed");
}

void mdoc_text(struct mdoc *mdoc, struct str text)
{
	struct str paragraph;
	bool is_first = true;

	while (paragraph_next(&text, &paragraph)) {
		if (!is_first)
			mdoc_macro(mdoc, "Pp");
		if (paragraph_is_example(paragraph))
			mdoc_macro(mdoc, "Dl %s", mdoc_argument(mdoc->arena, str_trim(paragraph)).ptr);
		else
			write_words(mdoc, paragraph);
		is_first = false;
	}
}

void mdoc_sentence(struct mdoc *mdoc, struct str text)
{
	mdoc_text(mdoc, paragraph_sentence(mdoc->arena, text));
}
