/* SPDX-License-Identifier: MIT */
#include "lint/mask.h"

#include "base/parallel.h"
#include "base/sort.h"
#include "base/vec.h"
#include "lint/mask_values.h"
#include "lint/secret.h"
#include "lint/secret_shape.h"
#include "migration/wrapping.h"
#include "sql/lexer.h"

/* The secrets of one file. */
struct mask {
	struct arena *arena;
	const struct migration_file *file;
	struct str text; /* its content; empty: not known */
	struct {
		struct span *items; /* sorted, apart from each other */
		size_t count, capacity;
	} spans;
	struct mask_values values;
	struct str line, masked_line; /* the one masked last */
};

static void add(struct mask *mask, size_t from, size_t to)
{
	if (to <= from)
		return;
	*vec_push(mask->arena, &mask->spans) = (struct span){from, to};
	mask_values_add(&mask->values, mask->arena, str_slice(mask->text, from, to));
}

/* What can be told without knowing what the text says. */
static void add_shapes(struct mask *mask)
{
	struct secret_shape shape = {0, 0, NULL};

	for (size_t at = 0; secret_shape_find(mask->text, at, &shape); at = shape.to)
		add(mask, shape.from, shape.to);
	for (size_t at = 0; secret_assignment_find(mask->text, at, &shape); at = shape.to) {
		struct str value = str_slice(mask->text, shape.from, shape.to);

		if (!secret_is_placeholder(value) && !secret_is_hash(value))
			add(mask, shape.from, shape.to);
	}
}

/* A constant that is a secret, or the part of it that is one. */
static void add_secret(struct mask *mask, const struct secret *secret)
{
	const struct literal *literal = secret->literal;
	struct str written = str_slice(mask->text, literal->from, literal->to);
	struct token token;

	mask_values_add(&mask->values, mask->arena, secret->value);
	if (!literal->to || !lexer_next(written, 0, &token) || token.kind != TOKEN_STRING)
		return;
	if (secret->value.len < literal->value.len) {
		size_t part = str_find(written, secret->value, 0);

		if (part < written.len) {
			add(mask, literal->from + part, literal->from + part + secret->value.len);
			return;
		}
	}
	written = token.inside;
	add(mask, (size_t)(written.ptr - mask->text.ptr),
		(size_t)(written.ptr - mask->text.ptr) + written.len);
}

/* Function bodies hold strings of their own; nobody puts more into each other. */
enum { DEEPEST = 3 };

/* Of a statement that nobody can read every constant may be a credential; and PASSWORD x is written
 * without quotes by mistake. */
static void add_unread(struct mask *mask, size_t from, size_t to, unsigned depth)
{
	struct str text = str_slice(mask->text, 0, to);
	struct token token;
	bool is_of_role = false, after_password = false;

	for (size_t at = from; lexer_next(text, at, &token); at = token.to) {
		bool is_string = token.kind == TOKEN_STRING;
		size_t inside = is_string ? (size_t)(token.inside.ptr - mask->text.ptr) : 0;

		if (is_string && text.ptr[token.from] == '$' && depth < DEEPEST &&
			memchr(token.inside.ptr, '\n', token.inside.len))
			add_unread(mask, inside, inside + token.inside.len, depth + 1);
		else if (is_string)
			add(mask, inside, inside + token.inside.len);
		if (!is_string && after_password && is_of_role && token.kind != TOKEN_SEMICOLON &&
			!token_is(text, &token, "null")) {
			while (token.to < to && !is_blank(text.ptr[token.to]) && text.ptr[token.to] != ';')
				token.to++;
			add(mask, token.from, token.to);
		}
		is_of_role |= token_is(text, &token, "role") || token_is(text, &token, "user") ||
			token_is(text, &token, "group");
		after_password = token_is(text, &token, "password");
	}
}

/* What a command of psql gets, unless it is a file: \set, \setenv, \!, \copy take anything. */
static void add_command(struct mask *mask, const struct client_text *command)
{
	struct str text = str_slice(mask->text, 0, command->to);
	size_t at = command->from + 1;

	if (at < text.len && text.ptr[at] == 'i')
		return;
	while (at < text.len && !is_blank(text.ptr[at]))
		at++;
	at = lexer_skip_blank(text, at);
	add(mask, at, at + str_trim(str_slice(text, at, text.len)).len);
}

/* The statement at the top that holds the place; looked for from `near` on, which is most often the
 * one. */
static const struct statement *top_at(const struct sql *sql, size_t offset, size_t near)
{
	for (size_t i = 0; i < sql->statements.count; i++) {
		size_t number = (near + i) % sql->statements.count;
		const struct statement *statement = &sql->statements.items[number];

		if (statement->place == PLACE_TOP && statement->from <= offset && offset < statement->to)
			return statement;
	}
	return NULL;
}

/* All of their statements, each once: what is put together may be made of its other parts. */
static void add_opaques(struct mask *mask, const struct sql *sql)
{
	const struct statement *last = NULL;

	for (size_t i = 0; i < sql->opaques.count; i++) {
		const struct opaque *opaque = &sql->opaques.items[i];
		const struct statement *top = top_at(
			sql, opaque->from, last ? (size_t)(last - sql->statements.items) : 0);

		if (!top)
			add_unread(mask, opaque->from, opaque->to, 0);
		else if (top != last)
			add_unread(mask, top->from, top->to, 0);
		last = top ? top : last;
	}
}

static void add_sql(struct mask *mask, const struct sql *sql)
{
	struct secrets secrets = secrets_find(mask->arena, sql);

	for (size_t i = 0; i < secrets.count; i++)
		add_secret(mask, &secrets.items[i]);
	for (size_t i = 0; i < sql->errors.count; i++)
		add_unread(mask, sql->errors.items[i].statement_from, sql->errors.items[i].to, 0);
	add_opaques(mask, sql);
	for (size_t i = 0; i < sql->client_texts.count; i++)
		if (!sql->client_texts.items[i].is_variable)
			add_command(mask, &sql->client_texts.items[i]);
	/* COPY ... PROGRAM 'curl -u user:password' */
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].flags & FACT_FROM_FILE)
			add_unread(mask, fact_statement(sql, &sql->facts.items[i])->from,
				fact_statement(sql, &sql->facts.items[i])->to, 0);
}

static int compare_files(const void *a, const void *b)
{
	const struct sql *const *first = a, *const *second = b;
	uintptr_t one = (uintptr_t)(*first)->file, other = (uintptr_t)(*second)->file;

	return (one > other) - (one < other);
}

/* The SQL that was read, in an order in which that of a file is found. */
struct texts {
	const struct sql **items;
	size_t count, capacity;
};

static struct texts texts_of(const struct lint *lint)
{
	struct texts texts = {0};

	for (size_t i = 0; i < lint->sets->count; i++)
		for (size_t j = 0; j < lint->sql[i].texts.count; j++)
			*vec_push(lint->arena, &texts) = lint->sql[i].texts.items[j];
	sort(texts.items, texts.count, sizeof(const struct sql *), compare_files);
	return texts;
}

static bool add_sql_that_was_read(struct mask *mask, const struct texts *texts)
{
	size_t from = 0, to = texts->count;
	bool found = false;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if ((uintptr_t)texts->items[middle]->file < (uintptr_t)mask->file)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < texts->count && texts->items[from]->file == mask->file; from++) {
		add_sql(mask, texts->items[from]);
		found = true;
	}
	return found;
}

static int compare(const void *a, const void *b)
{
	const struct span *first = a, *second = b;

	return (first->from > second->from) - (first->from < second->from);
}

static void merge_spans(struct mask *mask)
{
	size_t kept = 0;

	sort(mask->spans.items, mask->spans.count, sizeof *mask->spans.items, compare);
	for (size_t i = 0; i < mask->spans.count; i++) {
		struct span span = mask->spans.items[i], *last = kept ? &mask->spans.items[kept - 1] : NULL;

		if (last && span.from <= last->to)
			last->to = span.to > last->to ? span.to : last->to;
		else
			mask->spans.items[kept++] = span;
	}
	mask->spans.count = kept;
}

/* Index of the first span that ends behind the offset. */
static size_t span_behind(const struct mask *mask, size_t offset)
{
	size_t from = 0, to = mask->spans.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (mask->spans.items[middle].to <= offset)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct mask mask_of(
	struct arena *arena, const struct texts *texts, const struct migration_file *file)
{
	struct mask mask = {.arena = arena, .file = file};

	if (file && file->script) {
		mask.text = file->script->content;
		add_shapes(&mask);
		/* the rules in force may not have asked for it */
		if (!add_sql_that_was_read(&mask, texts) && role_is_sql(file->name.role))
			add_sql(&mask, sql_read(arena, arena, file, 0, mask.text.len, false, WRAPPED_NOT));
		merge_spans(&mask);
		mask_values_sort(&mask.values);
	}
	return mask;
}

static void hide(struct text *text, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < text->len; i++)
		text->ptr[i] = '*';
}

/* Hides known values and what has the shape of a secret. */
static void hide_known(const struct mask *mask, struct text *text, struct str whole)
{
	struct secret_shape shape = {0, 0, NULL};

	for (size_t at = 0; mask->values.count && at < whole.len; at++)
		hide(text, at, at + mask_values_at(&mask->values, whole, at));
	for (size_t at = 0; secret_shape_find(whole, at, &shape); at = shape.to)
		hide(text, shape.from, shape.to);
	for (size_t at = 0; secret_assignment_find(whole, at, &shape); at = shape.to)
		if (!secret_is_placeholder(str_slice(whole, shape.from, shape.to)))
			hide(text, shape.from, shape.to);
}

static bool is_in_secret(const struct mask *mask, size_t from, size_t to)
{
	size_t span = span_behind(mask, from);

	return span < mask->spans.count && mask->spans.items[span].from < to;
}

/* The parser quotes what stands at its mistake, perhaps cut. */
static void hide_quoted(
	const struct mask *mask, const struct diagnostic *diagnostic, struct text *text)
{
	struct str whole = {text->ptr, text->len}, near = STR(" at or near \"");
	size_t from = str_find(whole, near, 0) + near.len, to = whole.len;

	while (to > from && text->ptr[to - 1] != '"')
		to--;
	if (from < to && diagnostic->source_line.ptr &&
		is_in_secret(mask, diagnostic->span.from, diagnostic->span.from + (to - 1 - from)))
		hide(text, from, to - 1);
}

static struct text text_of(struct arena *arena, struct str string)
{
	struct text text = {.arena = arena};

	text_add(&text, string);
	text_add_byte(&text, '\0');
	text.len--;
	return text;
}

static struct str masked_message(
	const struct mask *mask, const struct diagnostic *diagnostic, struct str message)
{
	struct text text;

	if (!message.len)
		return message;
	text = text_of(mask->arena, message);
	hide_known(mask, &text, message);
	hide_quoted(mask, diagnostic, &text);
	return (struct str){text.ptr, text.len};
}

static struct str masked_line(struct mask *mask, struct str line)
{
	struct text text;
	size_t start;

	if (!line.len || line.ptr == mask->line.ptr)
		return line.len ? mask->masked_line : line;
	text = text_of(mask->arena, line);
	hide_known(mask, &text, line);
	if (mask->text.ptr && line.ptr >= mask->text.ptr &&
		line.ptr < mask->text.ptr + mask->text.len) {
		start = (size_t)(line.ptr - mask->text.ptr);
		for (size_t i = span_behind(mask, start);
			 i < mask->spans.count && mask->spans.items[i].from < start + line.len; i++) {
			struct span span = mask->spans.items[i];

			hide(&text, span.from > start ? span.from - start : 0, span.to - start);
		}
	}
	mask->line = line;
	mask->masked_line = (struct str){text.ptr, text.len};
	return mask->masked_line;
}

/* Findings about one file: they stand in a row. */
struct group {
	size_t from, to;
};

struct masking {
	struct diagnostics *diagnostics;
	struct texts texts;
	struct {
		struct group *items;
		size_t count, capacity;
	} groups;
	struct arena arenas[MOST_WORKERS];
};

static void mask_group(size_t worker, size_t item, void *context)
{
	struct masking *masking = context;
	const struct group *group = &masking->groups.items[item];
	struct diagnostic *diagnostics = masking->diagnostics->items;
	struct mask mask = mask_of(
		&masking->arenas[worker], &masking->texts, diagnostics[group->from].file);

	/* what is said of a file without secrets holds none */
	if (mask.text.ptr && !mask.spans.count && !mask.values.count)
		return;
	for (size_t i = group->from; i < group->to; i++) {
		struct diagnostic *diagnostic = &diagnostics[i];

		diagnostic->message = masked_message(&mask, diagnostic, diagnostic->message);
		diagnostic->hint = masked_message(&mask, diagnostic, diagnostic->hint);
		diagnostic->source_line = masked_line(&mask, diagnostic->source_line);
	}
}

struct str mask_text(struct arena *arena, struct str whole)
{
	struct mask mask = {.arena = arena};
	struct text text = text_of(arena, whole);

	hide_known(&mask, &text, whole);
	return (struct str){text.ptr, text.len};
}

void mask_secrets(const struct lint *lint, struct diagnostics *diagnostics)
{
	struct masking masking = {.diagnostics = diagnostics, .texts = texts_of(lint)};
	size_t workers;

	for (size_t i = 0; i < diagnostics->count; i++) {
		if (!i || diagnostics->items[i].file != diagnostics->items[i - 1].file)
			vec_push(lint->arena, &masking.groups)->from = i;
		masking.groups.items[masking.groups.count - 1].to = i + 1;
	}
	workers = parallel_workers(masking.groups.count);
	parallel_run(workers, masking.groups.count, mask_group, &masking);
	for (size_t i = 0; i < workers; i++)
		arena_adopt(lint->arena, &masking.arenas[i]);
}
