/* SPDX-License-Identifier: MIT */
#include "sql/builder.h"
#include "sql/grammar.h"
#include "sql/lexer.h"
#include "sql/split.h"
#include "sql/transaction.h"

/* The parser's nodes take some twenty times the text they are of: a long one is read in parts of so
 * many bytes, and the nodes of each are forgotten before the next. */
enum { PART = 64 * 1024 };

struct reader {
	struct builder builder;
	struct bodies bodies;
	char *buffer; /* the judged part, NUL-terminated, changed where it is not for the server */
	size_t len;
	size_t from; /* of the buffer in the file */
};

unsigned sql_grammar_version(void)
{
	return PG_VERSION_NUM / 10000;
}

/* Parses the bytes [from, to) of the buffer; false, and the error, if they do not parse. */
static bool parse(struct reader *reader, size_t from, size_t to, PgQueryError **reterror)
{
	MemoryContext context = pg_query_enter_memory_context();
	char after = reader->buffer[to];
	bool done;

	reader->buffer[to] = '\0';
	reader->builder.source = (struct str){reader->buffer + from, to - from};
	reader->builder.base = reader->from + from;
	done = builder_read_text(&reader->builder, NULL, reterror);
	reader->buffer[to] = after;
	pg_query_exit_memory_context(context);
	return done;
}

/* The parser counts characters. */
static size_t byte_of_character(struct str sql, int character)
{
	size_t at = 0;

	for (int i = 1; i < character && at < sql.len; i++) {
		at++;
		while (at < sql.len && ((unsigned char)sql.ptr[at] & 0xc0) == 0x80)
			at++;
	}
	return at;
}

static void add_error(struct reader *reader, size_t from, size_t to, size_t offset,
	const char *message, bool misses_semicolon)
{
	struct syntax_error *error = vec_push(reader->builder.arena, &reader->builder.sql->errors);
	struct str statement = {reader->buffer + from, to - from};

	error->offset = reader->from + offset;
	error->statement_from = reader->from + from;
	error->to = reader->from + to;
	error->message = builder_message(&reader->builder, message);
	error->misses_semicolon = misses_semicolon;
	error->later = grammar_find_later(statement, offset - from, &error->later_name);
}

static void add_client_text(struct reader *reader, size_t from, size_t to, bool is_variable)
{
	*vec_push(reader->builder.arena, &reader->builder.sql->client_texts) = (struct client_text){
		reader->from + from, reader->from + to, is_variable};
}

/* What a client would replace, replaced: does it parse then? */
static bool parse_replaced(struct reader *reader, size_t from, size_t to)
{
	struct arena *arena = reader->builder.scratch;
	struct str before = str_copy(arena, (struct str){reader->buffer + from, to - from});
	PgQueryError *error = NULL;
	struct offsets found = {0};

	split_replace_variables(arena, reader->buffer, from, to, &found);
	if (!found.count)
		return false;
	if (!parse(reader, from, to, &error)) {
		pg_query_free_error(error);
		memcpy(reader->buffer + from, before.ptr, to - from);
		return false;
	}
	for (size_t i = 0; i < found.count; i++)
		add_client_text(reader, found.items[i].from, found.items[i].to, /* is_variable= */ true);
	return true;
}

static bool starts_line(const char *buffer, size_t at)
{
	while (at && (buffer[at - 1] == ' ' || buffer[at - 1] == '\t'))
		at--;
	return !at || buffer[at - 1] == '\n';
}

/* A ';' is missing where the parser stopped at the start of a line and what stands before it parses
 * by itself. `from` moves on to the rest. */
static bool parse_first_half(struct reader *reader, size_t *from, size_t offset)
{
	PgQueryError *error = NULL;

	if (offset <= *from || !starts_line(reader->buffer, offset))
		return false;
	if (!parse(reader, *from, offset, &error)) {
		pg_query_free_error(error);
		return false;
	}
	*from = offset;
	return true;
}

static void read_piece(struct reader *reader, size_t from, size_t to)
{
	bool is_second_half = false;

	for (;;) {
		PgQueryError *error = NULL;
		size_t offset, start = from;

		if (parse(reader, from, to, &error))
			return;
		if (is_second_half || parse_replaced(reader, from, to)) {
			pg_query_free_error(error);
			return;
		}
		offset = from +
			byte_of_character((struct str){reader->buffer + from, to - from}, error->cursorpos);
		if (parse_first_half(reader, &from, offset))
			is_second_half = true;
		add_error(reader, start, to, offset, error->message, is_second_half);
		pg_query_free_error(error);
		if (!is_second_half)
			return;
	}
}

/* Statement by statement: what does not parse hides no other. */
static void read_pieces(struct reader *reader, size_t from)
{
	struct pieces pieces = split_sql(
		reader->builder.scratch, reader->buffer + from, reader->len - from);

	for (size_t i = 0; i < pieces.count; i++) {
		struct piece piece = {from + pieces.items[i].from, from + pieces.items[i].to, false};

		if (pieces.items[i].is_command)
			add_client_text(reader, piece.from, piece.to, /* is_variable= */ false);
		else
			read_piece(reader, piece.from, piece.to);
	}
}

static void read_all(struct reader *reader)
{
	struct str text = {reader->buffer, reader->len};
	PgQueryError *error = NULL;

	for (size_t from = 0, to = 0; to < text.len; from = to) {
		if (split_part(text, from, PART, &to)) {
			if (parse(reader, from, to, &error))
				continue;
			pg_query_free_error(error);
		}
		read_pieces(reader, from);
		break;
	}
	read_bodies(&reader->builder);
}

static void start(
	struct reader *reader, struct arena *arena, struct arena *scratch, struct sql *sql)
{
	struct str judged = str_slice(sql->text, sql->from, sql->to);

	reader->from = sql->from;
	reader->len = judged.len;
	reader->buffer = arena_array(scratch, char, judged.len + 1);
	if (judged.len)
		memcpy(reader->buffer, judged.ptr, judged.len);
	/* a byte order mark is no SQL; file-encoding speaks of it */
	if (str_starts(judged, STR("\xef\xbb\xbf")))
		memcpy(reader->buffer, "   ", 3);
	reader->builder = (struct builder){
		.arena = arena, .scratch = scratch, .sql = sql, .bodies = &reader->bodies};
}

/* The lists as they have grown, in no more memory than they need. */
#define KEEP(arena, scratch, vec) \
	((vec).items = arena_move((arena), (scratch), (vec).items, (vec).count * sizeof *(vec).items), \
		(vec).capacity = (vec).count)

struct sql *sql_unread(struct arena *arena, const struct migration_file *file, size_t from,
	size_t to, bool is_down, enum wrapping wrapping)
{
	struct sql *sql = arena_new(arena, struct sql);

	sql->file = file;
	sql->text = file->script->content;
	sql->from = from;
	sql->to = to;
	sql->is_down = is_down;
	sql->wrapping = wrapping;
	return sql;
}

/* While all of it is at hand. */
static void note_all(struct sql *sql)
{
	for (size_t i = 0; i < sql->facts.count; i++)
		sql->drops |= sql->facts.items[i].act == ACT_DROP;
	for (size_t i = 0; i < sql->statements.count; i++)
		sql->has_inner |= sql->statements.items[i].place != PLACE_TOP;
}

void sql_read_text(struct sql *sql, struct arena *arena, struct arena *scratch)
{
	struct reader reader = {.len = 0};

	start(&reader, arena, scratch, sql);
	/* a file with NUL is no text at all: file-encoding says so */
	if (memchr(reader.buffer, '\0', reader.len))
		return;
	read_all(&reader);
	KEEP(arena, scratch, sql->statements);
	KEEP(arena, scratch, sql->facts);
	KEEP(arena, scratch, sql->literals);
	KEEP(arena, scratch, sql->calls);
	KEEP(arena, scratch, sql->stars);
	transactions_find(arena, sql);
	note_all(sql);
}

struct sql *sql_read(struct arena *arena, struct arena *scratch, const struct migration_file *file,
	size_t from, size_t to, bool is_down, enum wrapping wrapping)
{
	struct sql *sql = sql_unread(arena, file, from, to, is_down, wrapping);

	sql_read_text(sql, arena, scratch);
	return sql;
}
