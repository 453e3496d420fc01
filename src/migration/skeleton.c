/* SPDX-License-Identifier: MIT */
#include "migration/skeleton.h"

#include "base/escape.h"

/* A template being filled in. */
struct filling {
	struct arena *arena;
	const struct skeleton_values *values;
	struct str source;
	size_t line; /* 1-based */
	struct text out;
};

/* The word of `{{word}}` at the start of the text; ptr NULL if there stands something else. */
static struct str placeholder_at(struct str text)
{
	size_t end = 2;

	if (!str_starts(text, STR("{{")))
		return (struct str){NULL, 0};
	while (end < text.len && (is_lower(text.ptr[end]) || text.ptr[end] == '-'))
		end++;
	return end > 2 && str_starts(str_slice(text, end, text.len), STR("}}"))
		? str_slice(text, 2, end)
		: (struct str){NULL, 0};
}

static int unknown(const struct filling *filling, struct str name, struct error *reterr)
{
	struct text names = {.arena = filling->arena};

	for (size_t i = 0; i < filling->values->count; i++)
		text_addf(&names, "%s%s", i ? ", " : "", filling->values->items[i].name);
	error_set(reterr, "%s:%zu: there is no placeholder {{%.*s}}",
		escape_text(filling->arena, filling->source, false).ptr, filling->line, STR_ARG(name));
	return error_hint(reterr, "there is: %s", text_str(&names).ptr);
}

static int find(
	const struct filling *filling, struct str name, struct str *ret, struct error *reterr)
{
	for (size_t i = 0; i < filling->values->count; i++) {
		if (str_equal(name, str_from(filling->values->items[i].name))) {
			*ret = filling->values->items[i].text;
			return 0;
		}
	}
	return unknown(filling, name, reterr);
}

/* One line with its values; `*ret_vanishes` if they were all that it had, and are empty. */
static int fill_line(struct filling *filling, struct str line, struct str *ret, bool *ret_vanishes,
	struct error *reterr)
{
	struct text out = {.arena = filling->arena};
	bool has_placeholder = false;

	for (size_t at = 0; at < line.len;) {
		struct str rest = str_slice(line, at, line.len), name = placeholder_at(rest), value;

		if (!name.ptr) {
			text_add_byte(&out, line.ptr[at++]);
			continue;
		}
		if (find(filling, name, &value, reterr))
			return -1;
		text_add(&out, value);
		at += name.len + 4;
		has_placeholder = true;
	}
	*ret = text_str(&out);
	*ret_vanishes = has_placeholder && !str_trim(*ret).len;
	return 0;
}

static bool ends_blank(const struct text *out)
{
	return !out->len ||
		(out->len > 1 && out->ptr[out->len - 1] == '\n' && out->ptr[out->len - 2] == '\n');
}

int skeleton_fill(struct str *ret, struct arena *arena, struct str text, struct str source,
	const struct skeleton_values *values, struct error *reterr)
{
	struct filling filling = {
		.arena = arena, .values = values, .source = source, .out = {.arena = arena}};
	struct str rest = str_with_lf(arena, text), line, filled;
	bool has_vanished = true, vanishes;

	while (str_next(&rest, '\n', &line)) {
		filling.line++;
		if (fill_line(&filling, line, &filled, &vanishes, reterr))
			return -1;
		has_vanished |= vanishes;
		if (vanishes || (has_vanished && !filled.len && ends_blank(&filling.out)))
			continue;
		has_vanished = has_vanished && !filled.len;
		text_add(&filling.out, filled);
		text_add_byte(&filling.out, '\n');
	}
	while (ends_blank(&filling.out) && filling.out.len)
		filling.out.len--;
	*ret = text_str(&filling.out);
	return 0;
}

struct str skeleton_line(struct arena *arena, struct str text)
{
	struct text line = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];
		char before = line.len ? line.ptr[line.len - 1] : ' ';
		bool is_delimiter = (byte == '/' && before == '*') || (byte == '*' && before == '/') ||
			(byte == '{' && before == '$');

		if (is_delimiter)
			text_add_byte(&line, ' ');
		text_add_byte(&line, (unsigned char)byte < ' ' || byte == 0x7f ? ' ' : byte);
	}
	return str_trim(text_str(&line));
}
