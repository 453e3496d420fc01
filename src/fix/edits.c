/* SPDX-License-Identifier: MIT */
#include "fix/edits.h"

#include "base/vec.h"

/* True if a byte of one is a byte of the other, or one is inserted amid the other. */
static bool overlap(const struct edit *a, const struct edit *b)
{
	return a->from < b->to && b->from < a->to;
}

static bool fits(const struct edits *edits, const struct edit *edit)
{
	for (size_t i = 0; i < edits->count; i++)
		if (overlap(&edits->items[i], edit))
			return false;
	return true;
}

/* What is inserted where another one replaces bytes stands before them. */
static bool comes_later(const struct edit *a, const struct edit *b)
{
	return a->from > b->from || (a->from == b->from && b->from == b->to && a->from < a->to);
}

bool edits_add(struct edits *edits, struct arena *arena, struct edit edit)
{
	size_t at = edits->count;

	if (!fits(edits, &edit))
		return false;
	vec_push(arena, edits);
	while (at && comes_later(&edits->items[at - 1], &edit)) {
		edits->items[at] = edits->items[at - 1];
		at--;
	}
	edits->items[at] = edit;
	return true;
}

bool edits_add_all(struct edits *edits, struct arena *arena, const struct edits *more)
{
	bool added = true;

	for (size_t i = 0; i < more->count; i++)
		if (!fits(edits, &more->items[i]))
			return false;
	for (size_t i = 0; i < more->count; i++)
		added &= edits_add(edits, arena, more->items[i]);
	return added;
}

static bool has_crlf(struct str text)
{
	size_t end = str_find(text, STR("\n"), 0);

	return end < text.len && end && text.ptr[end - 1] == '\r';
}

struct str edits_apply(const struct edits *edits, struct arena *arena, struct str text)
{
	struct text result = {.arena = arena};
	bool crlf = has_crlf(text);
	size_t at = 0;

	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];

		text_add(&result, str_slice(text, at, edit->from));
		for (size_t j = 0; j < edit->text.len; j++) {
			char byte = edit->text.ptr[j];

			if (crlf && byte == '\n' && !(j && edit->text.ptr[j - 1] == '\r'))
				text_add_byte(&result, '\r');
			text_add_byte(&result, byte);
		}
		at = edit->to;
	}
	text_add(&result, str_slice(text, at, text.len));
	return text_str(&result);
}
