/* SPDX-License-Identifier: MIT */
#include "install/husky.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

/* How the file was before, behind the marker, so that it can be brought back byte for byte. */
#define MARKER "# mighook install --husky"
#define MADE_FILE " (new file)"
#define JOINED_LINE " (no line feed before)"

struct husky_file {
	struct str path, content;
	bool exists;
	mode_t mode;
};

static int read_husky_file(struct husky_file *ret, struct arena *arena, struct str folder,
	struct str name, struct error *reterr)
{
	struct stat status;

	*ret = (struct husky_file){
		.path = str_join_path(arena, folder, name), .content = STR(""), .mode = 0755};
	if (stat(ret->path.ptr, &status))
		return errno == ENOENT
			? 0
			: error_set(reterr, "cannot look at %s: %s", ret->path.ptr, strerror(errno));
	ret->exists = true;
	ret->mode = status.st_mode & 07777;
	return file_read(&ret->content, arena, ret->path, reterr);
}

/* The line with the marker; false if there is none. */
static bool find_line(struct str content, struct str *ret)
{
	struct str rest = content;

	while (str_next(&rest, '\n', ret))
		if (str_find(*ret, STR(MARKER), 0) < ret->len)
			return true;
	return false;
}

static struct str line_for(struct arena *arena, const char *hook, const char *before)
{
	return str_format(arena,
		"if command -v mighook >/dev/null 2>&1; then mighook hook %s \"$@\" || exit $?; "
		"else echo 'mighook: not installed here; this is not judged before CI' >&2; fi " MARKER
		"%s\n",
		hook, before);
}

/* What the marker remembers of the file before. */
static const char *memory_of(struct str line)
{
	if (str_ends(line, STR(MADE_FILE)))
		return MADE_FILE;
	return str_ends(line, STR(JOINED_LINE)) ? JOINED_LINE : "";
}

int husky_add(struct str folder, const struct hook *hook, struct error *reterr)
{
	struct arena scratch = {0};
	struct text text = {.arena = &scratch};
	struct husky_file file;
	struct str line;
	int result = file_make_folder(folder, reterr);

	if (!result)
		result = read_husky_file(&file, &scratch, folder, str_from(hook->name), reterr);
	if (!result && find_line(file.content, &line)) {
		size_t at = (size_t)(line.ptr - file.content.ptr);

		text_add(&text, str_slice(file.content, 0, at));
		text_add(&text, line_for(&scratch, hook->name, memory_of(line)));
		text_add(&text, str_slice(file.content, at + line.len + 1, file.content.len));
		result = file_write(file.path, text_str(&text), file.mode, reterr);
	} else if (!result) {
		bool joined = file.content.len && file.content.ptr[file.content.len - 1] != '\n';

		text_add(&text, file.content);
		text_add(&text, joined ? STR("\n") : STR(""));
		text_add(&text,
			line_for(&scratch, hook->name,
				!file.exists ? MADE_FILE
					: joined ? JOINED_LINE
							 : ""));
		result = file_write(file.path, text_str(&text), file.mode, reterr);
	}
	arena_release(&scratch);
	return result;
}

static int write_without(
	struct arena *arena, const struct husky_file *file, struct str line, struct error *reterr)
{
	struct text text = {.arena = arena};
	size_t from = (size_t)(line.ptr - file->content.ptr);
	size_t to = from + line.len + 1;
	const char *memory = memory_of(line);

	/* Without the line feed that was added with it, unless something was written behind since. */
	if (!strcmp(memory, JOINED_LINE) && to >= file->content.len)
		from--;
	text_add(&text, str_slice(file->content, 0, from));
	text_add(&text, str_slice(file->content, to, file->content.len));
	if (!text.len && !strcmp(memory, MADE_FILE))
		return unlink(file->path.ptr)
			? error_set(reterr, "cannot remove %s: %s", file->path.ptr, strerror(errno))
			: 0;
	return file_write(file->path, text_str(&text), file->mode, reterr);
}

int husky_remove(struct str folder, struct str name, bool *ret_found, struct error *reterr)
{
	struct arena scratch = {0};
	struct husky_file file;
	struct str line;
	int result = read_husky_file(&file, &scratch, folder, name, reterr);

	*ret_found = !result && find_line(file.content, &line);
	if (*ret_found)
		result = write_without(&scratch, &file, line, reterr);
	arena_release(&scratch);
	return result;
}
