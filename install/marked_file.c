/* SPDX-License-Identifier: MIT */
#include "install/marked_file.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "install/mention.h"

#define MADE_FILE " (new file)"
#define JOINED_LINE " (no line feed before)"

int marked_file_open(struct marked_file *ret, struct arena *arena, struct str path, mode_t mode,
	struct error *reterr)
{
	struct marked_file file = {
		.arena = arena, .path = str_copy(arena, path), .content = STR(""), .mode = mode};
	struct stat status;

	file.exists = !stat(file.path.ptr, &status);
	if (!file.exists && errno != ENOENT && errno != ENOTDIR)
		return file_failed("look at", file.path, reterr);
	if (file.exists) {
		file.mode = status.st_mode & 07777;
		if (file_read(&file.content, arena, file.path, reterr))
			return -1;
	}
	*ret = file;
	return 0;
}

/* Cuts the next line off, with its line feed. */
static bool next_line(struct str *rest, struct str *ret)
{
	size_t end = str_find(*rest, STR("\n"), 0);

	*ret = str_slice(*rest, 0, end + 1);
	*rest = str_slice(*rest, end + 1, rest->len);
	return ret->len > 0;
}

static bool is_marked(struct str line, const char *marker)
{
	return str_find(line, str_from(marker), 0) < line.len;
}

size_t marked_file_find(const struct marked_file *file, const char *marker)
{
	struct str rest = file->content, line;

	while (next_line(&rest, &line))
		if (is_marked(line, marker))
			return (size_t)(line.ptr - file->content.ptr);
	return file->content.len;
}

bool marked_file_is_done_by_hand(
	const struct marked_file *file, const char *marker, struct str section)
{
	return marked_file_find(file, marker) == file->content.len &&
		mention_of_program(file->content, section);
}

/* What the first marked line remembers of the file before. */
static const char *memory_of(const struct marked_file *file, const char *marker)
{
	size_t at = marked_file_find(file, marker);
	struct str rest = str_slice(file->content, at, file->content.len), line;

	if (!next_line(&rest, &line))
		return "";
	line = str_trim(line);
	if (str_ends(line, STR(MADE_FILE)))
		return MADE_FILE;
	return str_ends(line, STR(JOINED_LINE)) ? JOINED_LINE : "";
}

static void add_unmarked(struct text *text, struct str part, const char *marker)
{
	struct str line;

	while (next_line(&part, &line))
		if (!is_marked(line, marker))
			text_add(text, line);
}

int marked_file_put(const struct marked_file *file, const char *marker, struct str lines, size_t at,
	struct error *reterr)
{
	size_t found = marked_file_find(file, marker);
	bool is_there = found < file->content.len;
	bool joined = !is_there && at && file->content.ptr[at - 1] != '\n';
	const char *memory = is_there ? memory_of(file, marker)
		: !file->exists           ? MADE_FILE
		: joined                  ? JOINED_LINE
								  : "";
	struct text text = {.arena = file->arena};
	struct str line;

	at = is_there ? found : at;
	text_add(&text, str_slice(file->content, 0, at));
	text_add(&text, joined ? STR("\n") : STR(""));
	while (next_line(&lines, &line)) {
		text_addf(&text, "%.*s %s%s\n", (int)line.len - 1, line.ptr, marker, memory);
		memory = "";
	}
	add_unmarked(&text, str_slice(file->content, at, file->content.len), marker);
	return file_write(file->path, text_str(&text), file->mode, reterr);
}

int marked_file_remove(
	const struct marked_file *file, const char *marker, bool *ret_found, struct error *reterr)
{
	size_t at = marked_file_find(file, marker);
	struct text text = {.arena = file->arena};
	struct str behind = {NULL, 0};
	const char *memory;

	*ret_found = at < file->content.len;
	if (!*ret_found)
		return 0;
	memory = memory_of(file, marker);
	add_unmarked(&text, str_slice(file->content, at, file->content.len), marker);
	behind = str_copy(file->arena, text_str(&text));
	/* Without the line feed that came with the lines, unless something was written behind since. */
	if (!strcmp(memory, JOINED_LINE) && !behind.len)
		at--;
	text.len = 0;
	text_add(&text, str_slice(file->content, 0, at));
	text_add(&text, behind);
	if (!text.len && !strcmp(memory, MADE_FILE))
		return unlink(file->path.ptr) ? file_failed("remove", file->path, reterr) : 0;
	return file_write(file->path, text_str(&text), file->mode, reterr);
}
