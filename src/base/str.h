/* SPDX-License-Identifier: MIT */
/* Byte strings with a length: paths and file contents are bytes, not text. */
#ifndef MIGHOOK_BASE_STR_H
#define MIGHOOK_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/cleanup.h"

/* A borrowed view; ptr NULL means "there is none", which differs from an empty string. */
struct str {
	const char *ptr;
	size_t len;
};

/* Strings in an arena. */
struct str_list {
	struct str *items;
	size_t count, capacity;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* The two arguments of a "%.*s". */
#define STR_ARG(string) (int)(string).len, (string).ptr ? (string).ptr : ""

/* A view of a C string; NULL gives the string that is none. */
struct str str_from(const char *text);

bool str_equal(struct str a, struct str b);
bool str_equal_ignoring_case(struct str a, struct str b);

/* Order of git's index: by unsigned bytes, a prefix comes first. */
int str_compare(struct str a, struct str b);

/* For tables of this machine, of no use against an adversary. */
size_t str_hash(struct str string);

bool str_starts(struct str string, struct str prefix);
bool str_ends(struct str string, struct str suffix);

/* The bytes [from, to); both are cut to the length. */
struct str str_slice(struct str string, size_t from, size_t to);

/* Without blanks, tabs, CR and LF at either end. */
struct str str_trim(struct str string);

/* True if the byte is one of the string's; a NUL only if it is among them. */
bool str_has(struct str string, char byte);

/* Offset of the first `needle` at or after `from`; string.len if there is none. */
size_t str_find(struct str string, struct str needle, size_t from);

/* Cuts the part before the next `separator` off `*rest`; false when nothing is left. */
bool str_next(struct str *rest, char separator, struct str *ret);

/* Cuts the first word off; words are divided by blanks. Empty if there is none. */
struct str str_next_word(struct str *rest);

/* The part behind the last '/'. */
struct str str_basename(struct str path);

/* The part before the last '/', empty at the top. */
struct str str_dirname(struct str path);

/* True if `path` lies below `folder` ("" holds every path). */
bool str_within(struct str path, struct str folder);

bool is_digit(char byte);
bool is_lower(char byte);
bool is_upper(char byte);
bool is_alpha(char byte);
bool is_alnum(char byte);
bool is_blank(char byte); /* space, tab, CR, LF, FF, VT */
char lower(char byte);

/* A NUL-terminated copy. */
struct str str_copy(struct arena *arena, struct str string);

/* A NUL-terminated copy in lower case (ASCII). */
struct str str_lower(struct arena *arena, struct str string);

/* With LF for each CR LF; a view of the same bytes where it has none. */
struct str str_with_lf(struct arena *arena, struct str string);

/* The same where all lines end in CRLF, as git or an editor may write a file; else the string
 * itself, whose CR are part of what it says. */
struct str str_with_lf_ends(struct arena *arena, struct str string);

/* With CR LF for each LF that has no CR. */
struct str str_with_crlf(struct arena *arena, struct str string);

/* A NUL-terminated formatted string. */
struct str str_format(struct arena *arena, const char *format, ...) _printf_(2, 3);
struct str str_vformat(struct arena *arena, const char *format, va_list values) _printf_(2, 0);

/* folder + "/" + name; just the name if the folder is "". */
struct str str_join_path(struct arena *arena, struct str folder, struct str name);

void str_list_add(struct arena *arena, struct str_list *list, struct str string);
bool str_list_contains(const struct str_list *list, struct str string);

/* A text that grows at its end. */
struct text {
	struct arena *arena;
	char *ptr;
	size_t len, capacity;
};

/* An empty one with room for so many bytes. */
struct text text_of_size(struct arena *arena, size_t size);

void text_add(struct text *text, struct str string);
void text_add_byte(struct text *text, char byte);
void text_add_number(struct text *text, uint64_t number);
void text_addf(struct text *text, const char *format, ...) _printf_(2, 3);

/* What the text holds so far, NUL-terminated; valid until the next addition. */
struct str text_str(struct text *text);

#endif
