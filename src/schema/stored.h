/* SPDX-License-Identifier: MIT */
/*
 * The image that store.c writes and store_load.c reads, an object at a time when somebody asks for
 * it: a line that names the build, the CRC-32 of all that follows (lowest byte first), and then
 *
 *     numbers, seven bits to a byte, the lowest first: how many bytes the strings take, how many
 * the objects; how many objects there are, how many names; whether some table has children; how
 * many texts could not be read whole, and these strings: of each its length, its bytes and a NUL
 *     objects, in order of creation: of each
 *         enum stored_flags, kind, kind of constraint
 *         the object that it belongs to; schema, name, signature, why it is unverified
 *         path, offset and line of what said so
 *         attributes: how many; of each its key, its text, how many items its list has, and these
 *         the objects that it depends on: how many, and these
 *         its parts: how many, and these
 *     where each object begins among them, in four bytes, and where the last one ends
 *     names: the hash of one that a lookup may begin with and the object, in four bytes each;
 * sorted
 *
 * A string is there once, and is named by where it begins, from 1 on, an object by its place from 1
 * on; 0 is none. The CRC finds damage; who may write to the git folder needs no such file to
 * deceive.
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
	STORED_WORD = 4, /* bytes of a number that is looked up */
	STORED_LONGEST_NUMBER = 10, /* in bytes, of 64 bits */
	STORED_SMALLEST_OBJECT = 14, /* in bytes */
};

static inline struct str stored_title(struct arena *arena)
{
	return str_format(arena, "mighook catalog %s\n", catalog_build);
}

/* What names are sorted by. */
static inline uint32_t stored_hash(struct str name)
{
	return (uint32_t)str_hash(name);
}

/* Reads the objects of that name and all that belongs to them into their catalog. */
void stored_read(struct stored_catalog *stored, struct str name);

#endif
