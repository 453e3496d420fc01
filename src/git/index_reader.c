/* SPDX-License-Identifier: MIT */
#include "git/index_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/vec.h"
#include "git/index_tree.h"
#include "git/object.h"

/* Offsets inside an entry; gitformat-index(5), "Index entry". */
enum {
	HEADER_SIZE = 12,
	ENTRY_MODE = 24,
	ENTRY_ID = 40,
	ENTRY_FLAGS = 60,
	ENTRY_NAME = 62,
	ID_SIZE = 20,
	FLAG_EXTENDED = 0x4000,
	FLAG_STAGE = 0x3000,
	FLAG_NAME_LENGTH = 0xfff, /* that, or what does not fit */
	FLAG_INTENT_TO_ADD = 0x2000, /* in the extended flags */
	CHECKPOINT_DISTANCE = 64, /* entries */
};

/* Where reading may start, so that a folder is found without walking the whole index. */
struct checkpoint {
	size_t offset;
	struct str path; /* of the entry that starts here */
	struct str before; /* version 4: path of the entry before */
};

struct index {
	const unsigned char *bytes;
	size_t size; /* without the trailing checksum */
	unsigned version;
	uint32_t entry_count;
	struct index_tree *tree;
	bool has_nameless; /* entries that only a split index has */
	struct {
		struct checkpoint *items;
		size_t count, capacity;
	} checkpoints;
};

/* A walk over entries. In version 4 a name shares its beginning with the one before it. */
struct cursor {
	const struct index *index;
	struct text name_buffer; /* version 4 only */
	size_t offset; /* of the next entry */
	uint32_t left; /* entries */
	struct str path; /* of the entry just read; version 4: valid until the next */
	bool is_ascending; /* `path` sorts behind the one before */
	const unsigned char *entry;
	unsigned flags, extended_flags;
};

static uint32_t read_u32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static unsigned read_u16(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static int corrupt(struct error *reterr, const char *what)
{
	error_set(reterr, "the index is corrupt: %s", what);
	return error_hint(reterr,
		"git fsck; to rebuild the index: rm \"$(git rev-parse --git-path "
		"index)\" && git reset");
}

/* Version 4: drop some bytes of the last name, append the rest. */
static int read_compressed_name(struct cursor *cursor, size_t at, struct error *reterr)
{
	const struct index *index = cursor->index;
	struct text *name = &cursor->name_buffer;
	const unsigned char *end;
	struct str dropped, added;
	size_t drop;

	if (at >= index->size)
		return corrupt(reterr, "an entry is cut off");
	drop = index->bytes[at] & 127;
	while (index->bytes[at++] & 128) {
		if (at >= index->size || drop > name->len)
			return corrupt(reterr, "an entry has a bad name");
		drop = ((drop + 1) << 7) + (index->bytes[at] & 127);
	}
	end = at < index->size ? memchr(index->bytes + at, '\0', index->size - at) : NULL;
	if (!end || drop > name->len)
		return corrupt(reterr, "an entry has a bad name");
	dropped = str_slice((struct str){name->ptr, name->len}, name->len - drop, name->len);
	name->len -= drop;
	added = (struct str){(const char *)index->bytes + at, (size_t)(end - index->bytes) - at};
	cursor->is_ascending = str_compare(dropped, added) < 0;
	text_add(name, added);
	cursor->path = text_str(name);
	cursor->offset = (size_t)(end - index->bytes) + 1;
	return 0;
}

static int read_name(struct cursor *cursor, size_t at, size_t entry_start, struct error *reterr)
{
	const struct index *index = cursor->index;
	const unsigned char *end = memchr(index->bytes + at, '\0', index->size - at);
	struct str name;

	if (!end)
		return corrupt(reterr, "an entry has a bad name");
	name = (struct str){(const char *)index->bytes + at, (size_t)(end - index->bytes) - at};
	cursor->is_ascending = str_compare(cursor->path, name) < 0;
	cursor->path = name;
	/* one to eight NULs up to a multiple of eight */
	cursor->offset = entry_start + ((at - entry_start + name.len + 8) & ~(size_t)7);
	return 0;
}

/* Reads the next entry; every field is checked to lie inside the file. */
static int cursor_next(struct cursor *cursor, struct error *reterr)
{
	const struct index *index = cursor->index;
	size_t start = cursor->offset, name = start + ENTRY_NAME, length;

	if (index->size < start || index->size - start < ENTRY_NAME + 1)
		return corrupt(reterr, "an entry is cut off");
	cursor->entry = index->bytes + start;
	cursor->flags = read_u16(cursor->entry + ENTRY_FLAGS);
	cursor->extended_flags = 0;
	if (cursor->flags & FLAG_EXTENDED) {
		if (index->version < 3 || index->size - name < 3)
			return corrupt(reterr, "an entry has bad flags");
		cursor->extended_flags = read_u16(cursor->entry + ENTRY_NAME);
		name += 2;
	}
	if (index->version == 4 ? read_compressed_name(cursor, name, reterr)
							: read_name(cursor, name, start, reterr))
		return -1;
	if (cursor->offset > index->size)
		return corrupt(reterr, "an entry is cut off");
	/* git goes by the length, this reader by the NUL: they must agree */
	length = cursor->path.len < FLAG_NAME_LENGTH ? cursor->path.len : FLAG_NAME_LENGTH;
	if ((cursor->flags & FLAG_NAME_LENGTH) != length)
		return corrupt(reterr, "an entry has a bad name");
	cursor->left--;
	return 0;
}

/* One pass over all entries: checks them, sets checkpoints, finds where the extensions start. */
static int scan_entries(
	struct index *index, struct arena *arena, size_t *ret_end, struct error *reterr)
{
	struct cursor cursor = {.index = index,
		.name_buffer.arena = arena,
		.offset = HEADER_SIZE,
		.left = index->entry_count};

	for (uint32_t i = 0; i < index->entry_count; i++) {
		bool is_checkpoint = i % CHECKPOINT_DISTANCE == 0;
		struct checkpoint here = {.offset = cursor.offset};

		if (is_checkpoint && index->version == 4)
			here.before = str_copy(arena, cursor.path);
		if (cursor_next(&cursor, reterr))
			return -1;
		if (cursor.flags & FLAG_STAGE) {
			error_set(reterr, "the index has unmerged paths, first %s",
				escape_text(arena, str_copy(arena, cursor.path), false).ptr);
			return error_hint(reterr, "resolve the conflicts, then: git add PATH...");
		}
		index->has_nameless |= !cursor.path.len;
		if (index->has_nameless)
			continue;
		if (!cursor.is_ascending)
			return corrupt(reterr, "its entries are not sorted");
		if (is_checkpoint) {
			here.path = index->version == 4 ? str_copy(arena, cursor.path) : cursor.path;
			*vec_push(arena, &index->checkpoints) = here;
		}
	}
	*ret_end = cursor.offset;
	return 0;
}

/* An extension with a small first letter must be understood (gitformat-index(5)). */
static const char *beyond_extension(struct arena *arena, const unsigned char *signature)
{
	if (!memcmp(signature, "link", 4))
		return "a split index (core.splitIndex)";
	if (!memcmp(signature, "sdir", 4))
		return "a sparse index (index.sparse)";
	return str_format(arena, "an index with the extension '%.4s'", (const char *)signature).ptr;
}

static int scan_extensions(struct index *index, struct arena *arena, size_t at,
	const char **ret_beyond, struct error *reterr)
{
	while (index->size - at >= 8) {
		const unsigned char *signature = index->bytes + at;
		size_t size = read_u32(signature + 4);

		at += 8;
		if (size > index->size - at)
			return corrupt(reterr, "an extension is cut off");
		if (signature[0] < 'A' || signature[0] > 'Z') {
			*ret_beyond = beyond_extension(arena, signature);
			return 0;
		}
		if (!memcmp(signature, "TREE", 4))
			index->tree->bytes = (struct str){(const char *)index->bytes + at, size};
		at += size;
	}
	if (at < index->size)
		return corrupt(reterr, "there is something behind its extensions");
	return index->has_nameless ? corrupt(reterr, "an entry has no name") : 0;
}

static int map_file(struct index *index, struct arena *arena, struct str path, struct error *reterr)
{
	struct stat status;
	int descriptor = open(path.ptr, O_RDONLY | O_CLOEXEC);
	void *map = MAP_FAILED;

	if (descriptor >= 0 && !fstat(descriptor, &status) && status.st_size > 0)
		map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
	if (map == MAP_FAILED)
		error_set(reterr, "cannot read the index %s: %s", escape_text(arena, path, false).ptr,
			descriptor >= 0 && !status.st_size ? "it is empty" : strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	if (map == MAP_FAILED)
		return -1;
	index->bytes = map;
	index->size = (size_t)status.st_size;
	return 0;
}

int index_open(struct index **ret, struct arena *arena, struct str path, const char **ret_beyond,
	struct error *reterr)
{
	struct index *index = index_empty(arena);
	size_t end = 0;

	*ret_beyond = NULL;
	if (map_file(index, arena, path, reterr))
		return -1;
	if (index->size < HEADER_SIZE + ID_SIZE || memcmp(index->bytes, "DIRC", 4) != 0)
		return corrupt(reterr, "it does not start like an index");
	index->size -= ID_SIZE;
	index->version = read_u32(index->bytes + 4);
	index->entry_count = read_u32(index->bytes + 8);
	if (index->version < 2 || index->version > 4) {
		*ret_beyond = str_format(arena, "an index of version %u", index->version).ptr;
		return 0;
	}
	if (scan_entries(index, arena, &end, reterr) ||
		scan_extensions(index, arena, end, ret_beyond, reterr))
		return -1;
	*ret = index;
	return 0;
}

struct index *index_empty(struct arena *arena)
{
	struct index *index = arena_new(arena, struct index);

	index->tree = arena_new(arena, struct index_tree);
	index->tree->arena = arena;
	return index;
}

/* A cursor before the first entry that may not sort before `path`. */
static struct cursor cursor_at(const struct index *index, struct arena *arena, struct str path)
{
	size_t from = 0, to = index->checkpoints.count;
	struct cursor cursor = {.index = index, .name_buffer.arena = arena};
	const struct checkpoint *start;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(index->checkpoints.items[middle].path, path) <= 0)
			from = middle;
		else
			to = middle;
	}
	if (!to)
		return cursor;
	start = &index->checkpoints.items[from];
	cursor.offset = start->offset;
	cursor.left = index->entry_count - (uint32_t)(from * CHECKPOINT_DISTANCE);
	if (index->version == 4)
		text_add(&cursor.name_buffer, start->before);
	return cursor;
}

static bool is_mode(uint32_t mode)
{
	uint32_t type = mode & MODE_TYPE;

	return mode <= (MODE_TYPE | 07777) &&
		(type == (MODE_FILE & MODE_TYPE) || type == MODE_SYMLINK || type == MODE_SUBMODULE);
}

static int add_entry(
	const struct cursor *cursor, struct arena *arena, struct entries *entries, struct error *reterr)
{
	uint32_t mode = read_u32(cursor->entry + ENTRY_MODE);
	struct entry entry = {.mode = canonical_mode(mode)};

	if (cursor->extended_flags & FLAG_INTENT_TO_ADD)
		return 0;
	if (mode == MODE_FOLDER)
		return corrupt(reterr, "it has a folder, and does not say that it is sparse");
	if (!is_mode(mode))
		return corrupt(reterr, "an entry has a mode of no kind of file");
	entry.path = cursor->index->version == 4 ? str_copy(arena, cursor->path) : cursor->path;
	memcpy(entry.id.bytes, cursor->entry + ENTRY_ID, ID_SIZE);
	*vec_append(arena, entries) = entry;
	return 0;
}

int index_entries(const struct index *index, const struct scope *scope, struct arena *arena,
	struct entries *ret, struct error *reterr)
{
	struct entries entries = {0};

	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_item *item = &scope->items[i];
		struct cursor cursor = cursor_at(index, arena, item->path);

		while (cursor.left) {
			if (cursor_next(&cursor, reterr))
				return -1;
			if (!scope_item_holds(item, cursor.path)) {
				if (str_compare(cursor.path, item->path) > 0)
					break;
				continue;
			}
			if (scope->keep && item->is_folder && !scope->keep(cursor.path))
				continue;
			if (add_entry(&cursor, arena, &entries, reterr))
				return -1;
		}
	}
	*ret = entries;
	return 0;
}

bool index_folder_id(const struct index *index, struct str folder, struct object_id *ret)
{
	return index_tree_folder(index->tree, folder, ret);
}
