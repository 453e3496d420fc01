/* SPDX-License-Identifier: MIT */
/*
 * The image that store.c writes and store_load.c reads: a line that names the build, the CRC-32 of
 * all that follows (lowest byte first), and then numbers, seven bits to a byte, the lowest first:
 *
 *     how many bytes it takes in memory, roughly
 *     strings: how many; of each its length, its bytes and a NUL
 *     whether some table has children
 *     texts that could not be read whole: how many, and these
 *     objects: how many, in order of creation; of each
 *         enum stored_flags, kind, kind of constraint, how many parts
 *         the object that it belongs to; schema, name, signature, why it is unverified
 *         path, offset and line of what said so
 *         attributes: how many; of each its key, its text, how many items its list has, and these
 *         the objects that it depends on: how many, and these
 *
 * A string is there once, and is named by its number from 1 on, an object by its place from 1 on;
 * 0 is none. The CRC finds damage; who may write to the git folder needs no such file to deceive.
 */
#ifndef MIGHOOK_SCHEMA_STORED_H
#define MIGHOOK_SCHEMA_STORED_H

#include "schema/store.h"

enum stored_flags {
	STORED_DROPPED = 1, /* here because something that lives refers to it */
	STORED_ASSUMED = 2,
	STORED_CONSEQUENCE = 4,
	STORED_GUARDED = 8,
};

enum {
	STORED_CRC_SIZE = 4,
	STORED_LONGEST_NUMBER = 10, /* in bytes, of 64 bits */
	STORED_SMALLEST_OBJECT = 14, /* in bytes */
	STORED_MOST_GROWTH = 32, /* how much more it takes in memory */
};

static inline struct str stored_title(struct arena *arena)
{
	return str_format(arena, "mighook catalog %s\n", catalog_build);
}

#endif
