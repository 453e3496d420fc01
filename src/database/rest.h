/* SPDX-License-Identifier: MIT */
/* A PostgREST, asked over HTTPS (libcurl): for those who have no connection to the database. Its
 * key goes to the host that was named and to no other, and is in no message. */
#ifndef MIGHOOK_DATABASE_REST_H
#define MIGHOOK_DATABASE_REST_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "database/json_rows.h"

struct rest;

struct rest_options {
	struct str url; /* of a relation (.../v_migration_status), or of them all (.../rest/v1/) */
	struct str key; /* ptr NULL: none, who asks is nobody in particular */
	const char *key_origin; /* the variable that the key is, or would be, in */
	int64_t timeout; /* of each request: milliseconds */
};

/* Nothing is asked yet. A URL that is none, or would let the key be read on its way, is an error.
 * To be closed by the caller. */
_must_check_ int rest_open(struct rest **ret, struct arena *arena,
	const struct rest_options *options, struct error *reterr);
void rest_close(struct rest **rest);

/* The URL without what stands behind its path, to be shown. */
struct str rest_place(const struct rest *rest);

/* The relation that the URL names; ptr NULL: none, it is that of all relations. */
struct str rest_relation(const struct rest *rest);

/* All rows of a relation, however many pages they come in: of the URL's own, or where it names none
 * of `table`, which may have a schema. Rows that are missing are an error. */
_must_check_ int rest_read_rows(
	struct rest *rest, struct str table, struct json_rows *ret, struct error *reterr);

/* What one request gives. */
struct rest_answer {
	long status; /* of HTTP */
	struct str body;
	struct str range; /* Content-Range; ptr NULL: there is none */
};

struct rest_request {
	struct str table; /* of the URL of all relations; ptr NULL: the URL's own */
	struct str order; /* PostgREST's parameter; empty: none */
	uint64_t from, count; /* which rows */
};

/* Asks for some of the rows. */
_must_check_ int rest_get(struct rest *rest, const struct rest_request *request,
	struct rest_answer *ret, struct error *reterr);

/* The text with nothing secret in it, in one line. */
const char *rest_shown(const struct rest *rest, struct str text);

/* The arena that it lives in, and the variable with the key. */
struct arena *rest_arena(const struct rest *rest);
const char *rest_key_origin(const struct rest *rest);

#endif
