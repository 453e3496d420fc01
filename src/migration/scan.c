/* SPDX-License-Identifier: MIT */
#include "migration/scan.h"

#include "base/vec.h"

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

struct scanner {
	struct arena *arena;
	struct str text; /* up to where is scanned */
	size_t at;
	size_t escapes_end; /* of an E'...' with only blanks and line comments behind it; 0: none */
	struct scan scan;
};

static char byte_at(const struct scanner *scanner, size_t at)
{
	return at < scanner->text.len ? scanner->text.ptr[at] : '\0';
}

bool is_line_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

static bool starts_identifier(char byte)
{
	return is_alpha(byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

/* Asked of every byte of a text: no call. */
static inline bool is_identifier_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(byte >= '0' && byte <= '9') || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool starts_line(const struct scanner *scanner, size_t at)
{
	while (at && (scanner->text.ptr[at - 1] == ' ' || scanner->text.ptr[at - 1] == '\t'))
		at--;
	return !at || is_line_end(scanner->text.ptr[at - 1]) ||
		str_equal(str_slice(scanner->text, 0, at), BYTE_ORDER_MARK);
}

/* Adds a comment's lines; [from, to) is its inside. */
static void add_comment(struct scanner *scanner, size_t offset, size_t from, size_t to)
{
	struct str rest = str_slice(scanner->text, from, to), line;

	while (str_next(&rest, '\n', &line)) {
		struct str text = str_trim(line);

		if (text.len && text.ptr[0] == '*')
			text = str_trim(str_slice(text, 1, text.len));
		*vec_push(scanner->arena, &scanner->scan.comments) = (struct comment){
			.offset = offset,
			.end = scanner->at,
			.text = text,
			.text_offset = (size_t)(text.ptr - scanner->text.ptr),
			.starts_line = starts_line(scanner, offset),
		};
	}
}

static void skip_line_comment(struct scanner *scanner)
{
	size_t start = scanner->at;

	while (scanner->at < scanner->text.len && !is_line_end(scanner->text.ptr[scanner->at]))
		scanner->at++;
	add_comment(scanner, start, start + 2, scanner->at);
}

/* Block comments nest (manual, 4.1.5). */
static void skip_block_comment(struct scanner *scanner)
{
	size_t start = scanner->at, depth = 0;

	do {
		struct str two = str_slice(scanner->text, scanner->at, scanner->at + 2);

		if (str_equal(two, STR("/*")))
			depth++;
		else if (str_equal(two, STR("*/")))
			depth--;
		else
			scanner->at--;
		scanner->at += 2;
	} while (depth && scanner->at < scanner->text.len);
	scanner->escapes_end = 0;
	add_comment(scanner, start, start + 2, depth ? scanner->at : scanner->at - 2);
}

/* '...' and "..."; a doubled quote does not end it. Where it has escapes a backslash takes the next
 * byte's meaning away. */
static void skip_quoted(struct scanner *scanner, bool escapes)
{
	char quote = scanner->text.ptr[scanner->at];

	for (scanner->at++; scanner->at < scanner->text.len; scanner->at++) {
		char byte = scanner->text.ptr[scanner->at];
		bool is_doubled = byte == quote && byte_at(scanner, scanner->at + 1) == quote;

		if (is_doubled || (escapes && byte == '\\'))
			scanner->at++;
		else if (byte == quote)
			break;
	}
	scanner->at++;
	scanner->escapes_end = escapes ? scanner->at : 0;
}

/* A string in a later line than an E'...' that ended last is more of it (manual, 4.1.2.1). */
static bool goes_on_with_escapes(const struct scanner *scanner, size_t escapes_end)
{
	bool in_later_line = false;

	for (size_t i = escapes_end; escapes_end && i < scanner->at; i++)
		in_later_line |= is_line_end(scanner->text.ptr[i]);
	return in_later_line;
}

/* $tag$...$tag$; a '$' that starts none is skipped alone. */
static void skip_dollar_quoted(struct scanner *scanner)
{
	size_t start = scanner->at, end = start + 1;
	struct str tag;

	while (is_identifier_byte(byte_at(scanner, end)))
		end++;
	if (byte_at(scanner, end) != '$' || is_digit(byte_at(scanner, start + 1))) {
		scanner->at++;
		return;
	}
	tag = str_slice(scanner->text, start, end + 1);
	scanner->at = str_find(scanner->text, tag, end + 1);
	if (scanner->at < scanner->text.len)
		scanner->at += tag.len;
}

/* An identifier, which may hold '$' but not start with it (manual, 4.1.1); or E'...'. */
static void skip_word(struct scanner *scanner)
{
	if (lower(scanner->text.ptr[scanner->at]) == 'e' && byte_at(scanner, scanner->at + 1) == '\'') {
		scanner->at++;
		skip_quoted(scanner, /* escapes= */ true);
		return;
	}
	while (scanner->at < scanner->text.len &&
		(is_identifier_byte(scanner->text.ptr[scanner->at]) ||
			scanner->text.ptr[scanner->at] == '$'))
		scanner->at++;
}

static void skip_token(struct scanner *scanner)
{
	char byte = scanner->text.ptr[scanner->at];
	size_t escapes_end = scanner->escapes_end;

	scanner->escapes_end = 0;
	if (scanner->scan.first_sql > scanner->at)
		scanner->scan.first_sql = scanner->at;
	if (byte == '\'' || byte == '"') {
		skip_quoted(scanner, byte == '\'' && goes_on_with_escapes(scanner, escapes_end));
	} else if (byte == '$') {
		skip_dollar_quoted(scanner);
	} else if (starts_identifier(byte)) {
		skip_word(scanner);
	} else {
		scanner->at++;
		if (byte == ';')
			*vec_push(scanner->arena, &scanner->scan.statement_ends) = scanner->at;
	}
}

static struct scanner start(struct arena *arena, struct str text, size_t from, size_t to)
{
	struct scanner scanner = {.arena = arena, .text = str_slice(text, 0, to), .at = from};

	scanner.scan.first_sql = scanner.text.len;
	if (str_starts(str_slice(text, from, to), BYTE_ORDER_MARK))
		scanner.at += BYTE_ORDER_MARK.len;
	return scanner;
}

/* Steps over the next blank, comment, quoted text or other byte; true if it was SQL. */
static bool step(struct scanner *scanner)
{
	char byte = scanner->text.ptr[scanner->at], next = byte_at(scanner, scanner->at + 1);

	if (is_blank(byte))
		scanner->at++;
	else if (byte == '-' && next == '-')
		skip_line_comment(scanner);
	else if (byte == '/' && next == '*')
		skip_block_comment(scanner);
	else
		return skip_token(scanner), true;
	return false;
}

struct scan scan_sql(struct arena *arena, struct str text, size_t from, size_t to)
{
	struct scanner scanner = start(arena, text, from, to);

	while (scanner.at < scanner.text.len)
		step(&scanner);
	return scanner.scan;
}

size_t scan_first_sql(struct str text, size_t from, size_t to)
{
	struct arena scratch = {0};
	struct scanner scanner = start(&scratch, text, from, to);
	size_t first;

	while (scanner.at < scanner.text.len && scanner.scan.first_sql == scanner.text.len)
		step(&scanner);
	first = scanner.scan.first_sql;
	arena_release(&scratch);
	return first;
}

struct str scan_significant(struct arena *arena, struct str text)
{
	struct scanner scanner = start(arena, text, 0, text.len);
	struct text significant = {.arena = arena};
	bool separated = false;

	while (scanner.at < scanner.text.len) {
		size_t from = scanner.at;

		if (!step(&scanner)) {
			separated = true;
			continue;
		}
		if (separated && significant.len)
			text_add_byte(&significant, ' ');
		separated = false;
		text_add(&significant, str_slice(text, from, scanner.at));
	}
	return text_str(&significant);
}

struct position position_at(struct str text, size_t offset)
{
	return position_after(text, 0, (struct position){1, 1}, offset);
}

struct position position_after(
	struct str text, size_t earlier, struct position position, size_t offset)
{
	if (offset > text.len)
		offset = text.len;
	while (earlier < offset) {
		const char *end = memchr(text.ptr + earlier, '\n', offset - earlier);

		if (!end) {
			position.column += (uint32_t)(offset - earlier);
			break;
		}
		position.line++;
		position.column = 1;
		earlier = (size_t)(end - text.ptr) + 1;
	}
	return position;
}
