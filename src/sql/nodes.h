/* SPDX-License-Identifier: MIT */
/* PostgreSQL's parse nodes and libpg_query's way to them. For the files of this folder only: the
 * server's headers redefine much (printf, for one). */
#ifndef MIGHOOK_SQL_NODES_H
#define MIGHOOK_SQL_NODES_H

/* The library keeps the server's globals per thread; the server's headers do not know that. */
#define PG_exception_stack not_the_library_s_exception_stack
#define error_context_stack not_the_library_s_context_stack
#include <postgres.h>
#undef PG_exception_stack
#undef error_context_stack
extern __thread sigjmp_buf *PG_exception_stack;
extern __thread ErrorContextCallback *error_context_stack;

#include <catalog/pg_class.h>
#include <nodes/nodeFuncs.h>
#include <nodes/parsenodes.h>
/* both headers define the version: server and library agree on the major one (CMake sees to it) */
#undef PG_MAJORVERSION
#undef PG_VERSION
#undef PG_VERSION_NUM
#include <pg_query.h>
#include <pg_query_internal.h>

#endif
