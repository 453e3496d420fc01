/* SPDX-License-Identifier: MIT */
/* What a secret looks like wherever it stands: keys of known services, tokens, passwords in URLs
 * and connection strings. Needs no parser. */
#ifndef MIGHOOK_LINT_SECRET_SHAPE_H
#define MIGHOOK_LINT_SECRET_SHAPE_H

#include "base/str.h"

/* A part of a text. */
struct secret_shape {
	size_t from, to; /* the secret alone: of a URL only the password */
	const char *what; /* "a JSON web token" */
};

/* The first shape at or after `at`; false if there is none. */
bool secret_shape_find(struct str text, size_t at, struct secret_shape *ret);

/* The first thing called a credential and the quoted value that it is given, in any language:
 * PASSWORD 'x', api_key = 'x', "secret": "x". */
bool secret_assignment_find(struct str text, size_t at, struct secret_shape *ret);

/* True if what is called so holds a credential: db_password, apiKey, app.jwt_secret. */
bool secret_is_name(struct str name);

/* True for what stands where a secret will be: ${PASSWORD}, <token>, xxx, your-key. */
bool secret_is_placeholder(struct str value);

/* True for the hash of a password, which is no password. */
bool secret_is_hash(struct str value);

/* True for long strings that look drawn by lot. */
bool secret_is_random(struct str value);

#endif
