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
	const char *space, *end = NULL, *stop = rest->ptr + rest->len;
	size_t id_size = digits / 2;
	uint32_t mode;

	*ret_found = rest->len > 0;
	if (!rest->len)
		return 0;
	space = memchr(rest->ptr, ' ', rest->len);
	if (space)
		end = memchr(space, '\0', (size_t)(stop - space));
	if (!end || !parse_mode((struct str){rest->ptr, (size_t)(space - rest->ptr)}, &mode) ||
		end - space < 2 || (size_t)(stop - end) < id_size + 1)
		return error_set(reterr, "a tree is damaged; git fsck tells more");
	ret->mode = canonical_mode(mode);
	ret->name = (struct str){space + 1, (size_t)(end - space) - 1};
	ret->id = (struct object_id){{0}};
	memcpy(ret->id.bytes, end + 1, id_size);
	*rest = (struct str){end + 1 + id_size, (size_t)(stop - end) - 1 - id_size};
	return 0;
}

/* The order of names in a tree: a folder's is as if a '/' followed it. */
static int compare_items(const struct tree_item *a, const struct tree_item *b)
{
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.ptr, b->name.ptr, len);
	int after_a = a->name.len > len ? (unsigned char)a->name.ptr[len] : -1;
	int after_b = b->name.len > len ? (unsigned char)b->name.ptr[len] : -1;

	if (order)
		return order;
	if (after_a < 0 && a->mode == MODE_FOLDER)
		after_a = '/';
	if (after_b < 0 && b->mode == MODE_FOLDER)
		after_b = '/';
	return after_a - after_b;
}

int tree_cursor_find(struct tree_cursor *cursor, size_t digits, const struct tree_item *item,
	const struct tree_item **ret, struct error *reterr)
{
	int order = 1;

	while (cursor->is_found && (order = compare_items(&cursor->item, item)) < 0)
		if (tree_next(&cursor->rest, digits, &cursor->item, &cursor->is_found, reterr))
			return -1;
	*ret = cursor->is_found && !order ? &cursor->item : NULL;
	return 0;
}
