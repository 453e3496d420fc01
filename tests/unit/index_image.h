/* SPDX-License-Identifier: MIT */
/* Index files made by hand, byte by byte (gitformat-index(5)). */
#ifndef MIGHOOK_UNIT_INDEX_IMAGE_H
#define MIGHOOK_UNIT_INDEX_IMAGE_H

#include <sys/mman.h>
#include <unistd.h>

#include "unit/fixture.h"

#include "git/index_reader.h"

enum {
	IMAGE_ASSUME_VALID = 0x8000,
	IMAGE_EXTENDED = 0x4000,
	IMAGE_STAGE_2 = 0x2000,
	IMAGE_SKIP_WORKTREE = 0x4000, /* in the extended flags */
	IMAGE_INTENT_TO_ADD = 0x2000, /* in the extended flags */
};

struct image {
	struct text bytes;
	unsigned version;
	uint32_t count;
	struct str last; /* name of the entry before: version 4 */
};

struct image_entry {
	const char *path;
	uint32_t mode; /* 0: a regular file */
	unsigned flags, extended; /* without the name's length */
};

static inline void image_number(struct image *image, uint32_t number, unsigned bytes)
{
	while (bytes--)
		text_add_byte(&image->bytes, (char)(number >> 8 * bytes & 255));
}

static inline struct image image_start(struct arena *arena, unsigned version)
{
	struct image image = {.bytes = {.arena = arena}, .version = version};

	text_add(&image.bytes, STR("DIRC"));
	image_number(&image, version, 4);
	image_number(&image, 0, 4); /* the count: image_end */
	return image;
}

/* All but the name: times, device, mode, ..., an id made of `fill`, flags. */
static inline void image_add_stat(
	struct image *image, uint32_t mode, char fill, unsigned flags, unsigned extended)
{
	for (unsigned i = 0; i < 6; i++)
		image_number(image, 0x01020304 + i, 4);
	image_number(image, mode, 4);
	for (unsigned i = 0; i < 3; i++)
		image_number(image, i, 4);
	for (unsigned i = 0; i < 20; i++)
		text_add_byte(&image->bytes, fill);
	image_number(image, flags, 2);
	if (flags & IMAGE_EXTENDED)
		image_number(image, extended, 2);
	image->count++;
}

/* The name as version 4 writes it: how much of the last one goes, what comes. Names are short. */
static inline void image_add_compressed(struct image *image, struct str path)
{
	size_t same = 0;

	while (same < path.len && same < image->last.len && path.ptr[same] == image->last.ptr[same])
		same++;
	image_number(image, (uint32_t)(image->last.len - same), 1);
	text_add(&image->bytes, str_slice(path, same, path.len));
	text_add_byte(&image->bytes, '\0');
	image->last = path;
}

/* Adds an entry; its id is made of the path's last byte. */
static inline void image_add(struct image *image, const struct image_entry *entry)
{
	struct str path = str_from(entry->path);
	size_t start = image->bytes.len;

	image_add_stat(image, entry->mode ? entry->mode : (uint32_t)MODE_FILE,
		path.len ? path.ptr[path.len - 1] : '\0', entry->flags | (unsigned)path.len,
		entry->extended);
	if (image->version == 4) {
		image_add_compressed(image, path);
		return;
	}
	text_add(&image->bytes, path);
	do
		text_add_byte(&image->bytes, '\0');
	while ((image->bytes.len - start) % 8);
}

static inline void image_add_extension(
	struct image *image, const char *signature, struct str content)
{
	text_add(&image->bytes, str_from(signature));
	image_number(image, (uint32_t)content.len, 4);
	text_add(&image->bytes, content);
}

/* The whole file, with `fill` for the checksum's bytes: the reader does not verify it. */
static inline struct str image_end(struct image *image, char fill)
{
	for (unsigned i = 0; i < 4; i++)
		image->bytes.ptr[8 + i] = (char)(image->count >> 8 * (3 - i) & 255);
	for (unsigned i = 0; i < 20; i++)
		text_add_byte(&image->bytes, fill);
	return text_str(&image->bytes);
}

static inline struct str image_of(
	struct arena *arena, unsigned version, const struct image_entry *entries, size_t count)
{
	struct image image = image_start(arena, version);

	for (size_t i = 0; i < count; i++)
		image_add(&image, &entries[i]);
	return image_end(&image, '\xee');
}

/* Opens the bytes as an index, by way of a file that lives in memory. */
static inline int image_open(struct arena *arena, struct str bytes, struct index **ret,
	const char **ret_beyond, struct error *reterr)
{
	int descriptor = memfd_create("index", MFD_CLOEXEC), result;

	assert_true(descriptor >= 0);
	if (bytes.len)
		assert_int_equal(write(descriptor, bytes.ptr, bytes.len), bytes.len);
	*reterr = (struct error){.message = ""};
	result = index_open(
		ret, arena, str_format(arena, "/proc/self/fd/%d", descriptor), ret_beyond, reterr);
	close(descriptor);
	return result;
}

#endif
