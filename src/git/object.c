/* SPDX-License-Identifier: MIT */
#include "git/object.h"

#include "base/vec.h"

/* The id behind `word ` at the start of a line. */
static bool header_id(struct str line, struct str word, size_t digits, struct object_id *ret)
{
	return str_starts(line, word) && line.len == word.len + digits &&
		object_id_parse(str_slice(line, word.len, line.len), ret);
}

/* "committer NAME <EMAIL> SECONDS ZONE"; 0 if it has another form. */
static int64_t committer_time(struct str line)
{
	size_t at = line.len;
	int64_t time = 0;

	while (at && line.ptr[at - 1] != '>')
		at--;
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	for (size_t digits = 0; at < line.len && is_digit(line.ptr[at]) && digits < 18; digits++)
		time = time * 10 + (line.ptr[at++] - '0');
	return time;
}

int commit_parse(struct commit_object *ret, struct arena *arena, struct str bytes, size_t digits,
	struct error *reterr)
{
	struct commit_object commit = {.subject = {"", 0}};
	struct str rest = bytes, line;
	struct object_id parent;

	if (!str_next(&rest, '\n', &line) || !header_id(line, STR("tree "), digits, &commit.tree))
		return error_set(reterr, "a commit is damaged; git fsck tells more");
	while (str_next(&rest, '\n', &line) && line.len)
		if (header_id(line, STR("parent "), digits, &parent))
			*vec_push(arena, &commit.parents) = parent;
		else if (str_starts(line, STR("committer ")))
			commit.time = committer_time(line);
	while (str_next(&rest, '\n', &line) && !commit.subject.len)
		commit.subject = str_trim(line);
	*ret = commit;
	return 0;
}

struct object_id tag_target(struct str bytes, size_t digits)
{
	struct object_id target = {{0}};
	struct str rest = bytes, line;

	if (str_next(&rest, '\n', &line))
		(void)header_id(line, STR("object "), digits, &target);
	return target;
}

static bool parse_mode(struct str octal, uint32_t *ret)
{
	uint32_t mode = 0;

	for (size_t i = 0; i < octal.len; i++) {
		if (octal.ptr[i] < '0' || octal.ptr[i] > '7')
			return false;
		mode = mode << 3 | (uint32_t)(octal.ptr[i] - '0');
	}
	*ret = mode;
	return octal.len > 0 && octal.len <= 7;
}

uint32_t canonical_mode(uint32_t mode)
{
	switch (mode & MODE_TYPE) {
	case MODE_FILE &MODE_TYPE:
		return mode & 0100 ? MODE_EXECUTABLE : MODE_FILE;
	case MODE_SYMLINK:
	case MODE_FOLDER:
		return mode & MODE_TYPE;
	default:
		return MODE_SUBMODULE;
	}
}

int tree_next(
	struct str *rest, size_t digits, struct tree_item *ret, bool *ret_found, struct error *reterr)
{
	size_t space, end, id_size = digits / 2;
	uint32_t mode;

	*ret_found = rest->len > 0;
	if (!rest->len)
		return 0;
	space = str_find(*rest, STR(" "), 0);
	end = str_find(*rest, STR("\0"), space);
	if (!parse_mode(str_slice(*rest, 0, space), &mode) || end - space < 2 ||
		rest->len - end < id_size + 1)
		return error_set(reterr, "a tree is damaged; git fsck tells more");
	ret->mode = canonical_mode(mode);
	ret->name = str_slice(*rest, space + 1, end);
	ret->id = (struct object_id){{0}};
	memcpy(ret->id.bytes, rest->ptr + end + 1, id_size);
	*rest = str_slice(*rest, end + 1 + id_size, rest->len);
	return 0;
}
