/* SPDX-License-Identifier: MIT */
/* libcurl's functions, looked up when a request is to be made: it and the libraries that it brings
 * take longer to load than most commands, which never need them. */
#ifndef MIGHOOK_DATABASE_REST_LIBRARY_H
#define MIGHOOK_DATABASE_REST_LIBRARY_H

#include <curl/curl.h>

#include "base/error.h"

#define REST_FUNCTIONS(FUNCTION) \
	FUNCTION(easy_cleanup) \
	FUNCTION(easy_escape) \
	FUNCTION(easy_getinfo) \
	FUNCTION(easy_init) \
	FUNCTION(easy_perform) \
	FUNCTION(easy_setopt) \
	FUNCTION(easy_strerror) \
	FUNCTION(free) \
	FUNCTION(slist_append) \
	FUNCTION(slist_free_all) \
	FUNCTION(url) \
	FUNCTION(url_cleanup) \
	FUNCTION(url_get) \
	FUNCTION(url_set) \
	FUNCTION(url_strerror)

/* Each as curl_NAME of libcurl. */
struct rest_library {
#define FUNCTION(name) __typeof__(&curl_##name) name;
	REST_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/* Loads it; it stays until the program ends. That there is none is an error. */
_must_check_ int rest_library_load(struct rest_library *ret, struct error *reterr);

#endif
