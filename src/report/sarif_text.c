/* SPDX-License-Identifier: MIT */
#include "report/sarif_text.h"

#include "lint/rule.h"

/*
 * SARIF 2.1.0, 3.11.5: a brace that starts no placeholder is doubled. 3.11.6: "[text](target)" is a
 * link, and nothing that comes from a repository may become one: the parenthesis is written \x28.
 */
struct str sarif_message(struct arena *arena, struct str text)
{
	struct text escaped = {.arena = arena};

	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (byte == '{' || byte == '}')
			text_add_byte(&escaped, byte);
		if (byte == '(' && i && text.ptr[i - 1] == ']')
			text_add(&escaped, STR("\\x28"));
		else
			text_add_byte(&escaped, byte);
	}
	return text_str(&escaped);
}

/* RFC 3986, 2.3: all but unreserved characters are encoded; '/' divides the path's parts. */
struct str sarif_uri(struct arena *arena, struct str path)
{
	struct text uri = {.arena = arena};

	if (str_starts(path, STR("/")))
		text_add(&uri, STR("file://"));
	for (size_t i = 0; i < path.len; i++) {
		char byte = path.ptr[i];

		if (is_alnum(byte) || str_has(STR("-._~/"), byte))
			text_add_byte(&uri, byte);
		else
			text_addf(&uri, "%%%02X", (unsigned char)byte);
	}
	return text_str(&uri);
}

bool sarif_is_below_root(struct str path)
{
	return !str_starts(path, STR("/")) && !str_starts(path, STR("../"));
}

static void add_example(struct text *text, const char *title, const char *example, bool markdown)
{
	text_addf(text, markdown ? "\n\n**%s**\n\n```sql\n%.*s\n```" : "\n\n%s\n%.*s", title,
		STR_ARG(str_trim(str_from(example))));
}

struct str sarif_help(struct arena *arena, const struct rule *rule, bool markdown)
{
	struct text text = {.arena = arena};

	text_add(&text, str_from(rule->why));
	add_example(&text, "Refused:", rule->flagged, markdown);
	add_example(&text, "Fine:", rule->allowed, markdown);
	text_addf(&text, "\n\nTo allow it: %s\n\nSource: %s", rule->remedy, rule->source);
	return text_str(&text);
}
