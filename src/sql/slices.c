/* SPDX-License-Identifier: MIT */
#include "sql/slices.h"

#include "sql/lexer.h"

/* The tokens of a slice, one behind the other. */
struct walk {
	const struct builder *builder;
	struct slice rest;
	struct token token;
	size_t depth; /* of parentheses and brackets around the token; an opening one is outside */
	size_t inner; /* around the next one */
};

static struct walk walk_over(const struct builder *builder, struct slice slice)
{
	return (struct walk){.builder = builder, .rest = slice};
}

static bool opens(struct str sql, const struct token *token)
{
	return token_is_byte(sql, token, '(') || token_is_byte(sql, token, '[');
}

static bool closes(struct str sql, const struct token *token)
{
	return token_is_byte(sql, token, ')') || token_is_byte(sql, token, ']');
}

static bool walk_next(struct walk *walk)
{
	struct str sql = walk->builder->source;

	if (walk->rest.from >= walk->rest.to || !lexer_next(sql, walk->rest.from, &walk->token) ||
		walk->token.from >= walk->rest.to)
		return false;
	if (closes(sql, &walk->token) && !walk->inner) {
		/* of parentheses that the whole stands in */
		walk->rest.from = walk->rest.to = walk->token.from;
		return false;
	}
	walk->rest.from = walk->token.to;
	if (closes(sql, &walk->token))
		walk->inner--;
	walk->depth = walk->inner;
	if (opens(sql, &walk->token))
		walk->inner++;
	return true;
}

static struct slice trimmed(const struct builder *builder, struct slice slice)
{
	struct walk walk = walk_over(builder, slice);
	struct slice found = {slice.to, slice.to};

	while (walk_next(&walk)) {
		if (found.from == slice.to)
			found.from = walk.token.from;
		found.to = walk.token.to < slice.to ? walk.token.to : slice.to;
	}
	return found;
}

struct str slice_text(const struct builder *builder, struct slice slice)
{
	slice = trimmed(builder, slice);
	if (slice.from >= slice.to)
		return (struct str){NULL, 0};
	/* the buffer that is parsed does not live as long as the file it was copied from */
	if (builder->base != NOWHERE)
		return str_slice(builder->sql->text, builder->base + slice.from, builder->base + slice.to);
	return str_slice(builder->source, slice.from, slice.to);
}

struct str slice_expression(const struct builder *builder, struct slice slice)
{
	for (;;) {
		struct walk walk = walk_over(builder, slice);
		struct slice inside = {0, 0};

		if (!walk_next(&walk) || !token_is_byte(builder->source, &walk.token, '('))
			break;
		inside.from = walk.token.to;
		while (walk_next(&walk) && walk.inner)
			;
		inside.to = walk.token.from;
		if (walk_next(&walk))
			break;
		slice = inside;
	}
	return slice_text(builder, slice);
}

struct slice slice_from(const struct builder *builder, int location)
{
	struct slice slice = builder->slice;

	if (location > 0 && (size_t)location > slice.from)
		slice.from = (size_t)location < slice.to ? (size_t)location : slice.to;
	return slice;
}

/* True for the word, or the one byte. */
static bool is_wanted(struct str sql, const struct token *token, const char *wanted)
{
	return is_alpha(wanted[0]) ? token_is(sql, token, wanted)
							   : token_is_byte(sql, token, wanted[0]);
}

/* The token of a word outside parentheses. */
static bool find_word(
	const struct builder *builder, struct slice slice, const char *word, struct token *ret)
{
	struct walk walk = walk_over(builder, slice);

	while (walk_next(&walk)) {
		if (walk.depth || !is_wanted(builder->source, &walk.token, word))
			continue;
		*ret = walk.token;
		return true;
	}
	return false;
}

struct slice slice_behind(const struct builder *builder, struct slice slice, const char *word)
{
	struct token token;

	slice.from = find_word(builder, slice, word, &token) ? token.to : slice.to;
	return slice;
}

struct slice slice_before(const struct builder *builder, struct slice slice, const char *word)
{
	struct token token;

	if (find_word(builder, slice, word, &token))
		slice.to = token.from;
	return slice;
}

struct slice slice_before_last(const struct builder *builder, struct slice slice, const char *word)
{
	struct walk walk = walk_over(builder, slice);

	while (walk_next(&walk))
		if (!walk.depth && token_is(builder->source, &walk.token, word))
			slice.to = walk.token.from;
	return slice;
}

struct slice slice_behind_pair(
	const struct builder *builder, struct slice slice, const char *first, const char *second)
{
	while (slice.from < slice.to) {
		slice = slice_behind(builder, slice, first);
		if (slice_starts(builder, slice, second))
			return slice_behind(builder, slice, second);
	}
	return slice;
}

/* `ret` gets the inside, `behind` where they are closed. */
static bool find_parentheses(
	const struct builder *builder, struct slice slice, struct slice *ret, size_t *behind)
{
	struct walk walk = walk_over(builder, slice);
	bool found = false;

	while (walk_next(&walk)) {
		if (!found && token_is_byte(builder->source, &walk.token, '(') && !walk.depth) {
			found = true;
			ret->from = walk.token.to;
		} else if (found && !walk.inner) {
			ret->to = walk.token.from;
			*behind = walk.token.to;
			return true;
		}
	}
	return false;
}

struct slice slice_parentheses(const struct builder *builder, struct slice slice)
{
	struct slice inside = {slice.to, slice.to};
	size_t behind;

	if (!find_parentheses(builder, slice, &inside, &behind))
		inside.from = inside.to = slice.to;
	return inside;
}

struct slice slice_behind_parentheses(const struct builder *builder, struct slice slice)
{
	struct slice inside;
	size_t behind;

	slice.from = find_parentheses(builder, slice, &inside, &behind) ? behind : slice.to;
	return slice;
}

bool slice_next(const struct builder *builder, struct slice *rest, struct slice *ret)
{
	struct walk walk = walk_over(builder, *rest);

	ret->from = rest->from;
	while (walk_next(&walk)) {
		if (walk.depth || !token_is_byte(builder->source, &walk.token, ','))
			continue;
		ret->to = walk.token.from;
		rest->from = walk.token.to;
		return true;
	}
	ret->to = walk.rest.to;
	rest->from = rest->to;
	return ret->from < ret->to;
}

struct slice slice_behind_name(const struct builder *builder, struct slice slice)
{
	struct walk walk = walk_over(builder, slice);
	struct token token;

	while (walk_next(&walk)) {
		slice.from = walk.token.to;
		/* a name, and a dot if there is more of it */
		if (!walk_next(&walk) || !token_is_byte(builder->source, &walk.token, '.'))
			break;
	}
	/* ONLY (name) */
	if (lexer_next(builder->source, slice.from, &token) && token.from < slice.to &&
		token_is_byte(builder->source, &token, ')'))
		slice.from = token.to;
	return slice;
}

bool slice_starts(const struct builder *builder, struct slice slice, const char *word)
{
	struct walk walk = walk_over(builder, slice);

	return walk_next(&walk) && is_wanted(builder->source, &walk.token, word);
}
