/* SPDX-License-Identifier: MIT */
/* A dump as the objects in it: what pg_dump writes, told apart by the comments that it puts before
 * each object, without what differs from one version, server or run to the next (facts in
 * PostgreSQL's pg_backup_archiver.c, _printTocEntry). */
#ifndef MIGHOOK_DATABASE_DUMP_OBJECT_H
#define MIGHOOK_DATABASE_DUMP_OBJECT_H

#include "base/error.h"
#include "base/str.h"

struct dump_object {
	struct str kind; /* as pg_dump calls it, in lower case: "table", "fk constraint", "comment" */
	struct str schema; /* ptr NULL: none */
	struct str name; /* as pg_dump writes it behind `Name:` */
	struct str sql; /* its statements, canonical, ending in a line end */
	size_t line; /* in the dump, of its first statement */
};

struct dump_objects {
	struct dump_object *items; /* in the order of the dump */
	size_t count, capacity;
};

/* True if a file with that content holds just this dump, whatever its line ends are. */
bool dump_file_says(struct arena *arena, struct str content, struct str dump);

/* Reads a dump. Text that has no such comments, as one written by hand, becomes one object for each
 * statement, named by what it creates. */
_must_check_ int dump_objects_read(
	struct dump_objects *ret, struct arena *arena, struct str dump, struct error *reterr);

/* The dump in the form that is committed: LF, one blank line between objects, nothing in it that
 * differs from one run, version or server to the next where the objects do not. Reading it again
 * gives the same objects. `head` is put first, as a comment; ptr NULL: nothing. */
struct str dump_objects_write(
	struct arena *arena, const struct dump_objects *objects, struct str head);

/* The part of pg_dump's preamble and trailer, and of single lines, that says nothing of the schema:
 * taken out before a dump is executed or compared. Line numbers stay. */
struct str dump_without_noise(struct arena *arena, struct str dump);

#endif
