/* SPDX-License-Identifier: MIT */
#include "database/rest.h"

#include <inttypes.h>

#include "base/escape.h"
#include "database/rest_library.h"
#include "database/secret_text.h"

/* More than any page of a history table has. */
#define LARGEST_ANSWER ((size_t)64 << 20)

struct rest {
	struct rest_library curl;
	CURL *handle;
	struct arena *arena;
	struct str_list secrets;
	struct str url; /* without query and fragment */
	struct str query; /* ptr NULL: none */
	struct str relation;
	struct str key;
	const char *key_origin;
	int64_t timeout;
	bool is_local;
};

/* A part of a URL; ptr NULL: it has none. */
static struct str part_of(const struct rest *rest, CURLU *url, CURLUPart part)
{
	struct str copy = {NULL, 0};
	char *text;

	if (rest->curl.url_get(url, part, &text, 0))
		return copy;
	copy = str_copy(rest->arena, str_from(text));
	rest->curl.free(text);
	return copy;
}

static bool is_local(struct str host)
{
	return str_equal(host, STR("localhost")) || str_ends(host, STR(".localhost")) ||
		str_equal(host, STR("[::1]")) ||
		(str_starts(host, STR("127.")) && strspn(host.ptr, "0123456789.") == host.len);
}

/* Where a key does not belong: what is in a URL gets into logs. */
static bool holds_key(const struct rest *rest, CURLU *url)
{
	struct str query = part_of(rest, url, CURLUPART_QUERY);

	return part_of(rest, url, CURLUPART_USER).ptr || part_of(rest, url, CURLUPART_PASSWORD).ptr ||
		str_find(query, STR("apikey="), 0) < query.len;
}

static int read_parts(struct rest *rest, CURLU *url, struct error *reterr)
{
	struct str scheme = part_of(rest, url, CURLUPART_SCHEME), path;

	if (holds_key(rest, url)) {
		error_set(reterr, "the URL of --rest holds a key or a password");
		return error_hint(reterr, "put the key into the variable %s", rest->key_origin);
	}
	rest->is_local = is_local(part_of(rest, url, CURLUPART_HOST));
	if (!str_equal(scheme, STR("https")) && !(str_equal(scheme, STR("http")) && rest->is_local)) {
		error_set(reterr, "the URL of --rest must begin with https://, except of this machine");
		return error_hint(reterr, "the key would be sent for everybody to read");
	}
	rest->query = part_of(rest, url, CURLUPART_QUERY);
	path = part_of(rest, url, CURLUPART_PATH);
	if (!str_ends(path, STR("/")) && !str_ends(path, STR("/rest/v1")))
		rest->relation = str_basename(path);
	rest->curl.url_set(url, CURLUPART_QUERY, NULL, 0);
	rest->curl.url_set(url, CURLUPART_FRAGMENT, NULL, 0);
	rest->url = part_of(rest, url, CURLUPART_URL);
	return 0;
}

static int read_url(struct rest *rest, struct str text, struct error *reterr)
{
	CURLU *url = rest->curl.url();
	CURLUcode code;
	int failed;

	if (!url)
		return error_set(reterr, "out of memory");
	code = rest->curl.url_set(url, CURLUPART_URL, str_copy(rest->arena, text).ptr, 0);
	failed = code
		? error_set(reterr, "the URL of --rest is none: %s", rest->curl.url_strerror(code))
		: read_parts(rest, url, reterr);
	rest->curl.url_cleanup(url);
	return failed;
}

static int check_key(const struct rest *rest, struct error *reterr)
{
	for (size_t i = 0; i < rest->key.len; i++)
		if ((unsigned char)rest->key.ptr[i] <= ' ' || (unsigned char)rest->key.ptr[i] > '~')
			return error_set(
				reterr, "%s holds no key: there is a blank or line end in it", rest->key_origin);
	return 0;
}

/* What holds for every request. */
static bool set_options(struct rest *rest)
{
	CURL *handle = rest->handle;

	/* a proxy would see what is sent without TLS */
	return !rest->curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L) &&
		!rest->curl.easy_setopt(
			handle, CURLOPT_PROTOCOLS_STR, rest->is_local ? "http,https" : "https") &&
		!rest->curl.easy_setopt(handle, CURLOPT_NOPROXY, rest->is_local ? "*" : NULL) &&
		!rest->curl.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L) &&
		!rest->curl.easy_setopt(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) &&
		!rest->curl.easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L) &&
		!rest->curl.easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L) &&
		!rest->curl.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)rest->timeout) &&
		!rest->curl.easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)rest->timeout) &&
		!rest->curl.easy_setopt(handle, CURLOPT_USERAGENT, "mighook");
}

int rest_open(struct rest **ret, struct arena *arena, const struct rest_options *options,
	struct error *reterr)
{
	_cleanup_(rest_close) struct rest *rest = arena_new(arena, struct rest);

	*rest = (struct rest){.arena = arena,
		.key = options->key,
		.key_origin = options->key_origin,
		.timeout = options->timeout};
	secrets_add(arena, &rest->secrets, options->key);
	if (check_key(rest, reterr) || rest_library_load(&rest->curl, reterr) ||
		read_url(rest, options->url, reterr))
		return -1;
	rest->handle = rest->curl.easy_init();
	if (!rest->handle || !set_options(rest))
		return error_set(reterr, "out of memory");
	*ret = rest;
	rest = NULL;
	return 0;
}

void rest_close(struct rest **rest)
{
	if (*rest && (*rest)->handle)
		(*rest)->curl.easy_cleanup((*rest)->handle);
	*rest = NULL;
}

static struct str unqualified(struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	return dot < table.len ? str_slice(table, dot + 1, table.len) : table;
}

static void add_header(const struct rest *rest, struct curl_slist **headers, struct str line)
{
	struct curl_slist *longer = rest->curl.slist_append(*headers, line.ptr);

	if (longer)
		*headers = longer;
}

static struct curl_slist *headers_of(struct rest *rest, const struct rest_request *request)
{
	struct arena *arena = rest->arena;
	struct curl_slist *headers = NULL;
	size_t dot = str_find(request->table, STR("."), 0);

	add_header(rest, &headers, STR("Accept: application/json"));
	add_header(rest, &headers, STR("Prefer: count=exact"));
	add_header(rest, &headers, STR("Range-Unit: items"));
	add_header(rest, &headers,
		str_format(arena, "Range: %" PRIu64 "-%" PRIu64, request->from,
			request->from + request->count - 1));
	if (!rest->relation.ptr && dot < request->table.len)
		add_header(rest, &headers,
			str_format(arena, "Accept-Profile: %.*s", (int)dot, request->table.ptr));
	if (rest->key.ptr) {
		add_header(rest, &headers, str_format(arena, "apikey: %.*s", STR_ARG(rest->key)));
		add_header(
			rest, &headers, str_format(arena, "Authorization: Bearer %.*s", STR_ARG(rest->key)));
	}
	return headers;
}

static struct str escaped(struct rest *rest, struct str text)
{
	char *bytes = rest->curl.easy_escape(rest->handle, text.ptr, (int)text.len);
	struct str copy = bytes ? str_copy(rest->arena, str_from(bytes)) : STR("");

	rest->curl.free(bytes);
	return copy;
}

static struct str url_of(struct rest *rest, const struct rest_request *request)
{
	struct text url = {.arena = rest->arena};

	text_add(&url, rest->url);
	if (!rest->relation.ptr) {
		if (!str_ends(text_str(&url), STR("/")))
			text_add_byte(&url, '/');
		text_add(&url, escaped(rest, unqualified(request->table)));
	}
	if (rest->query.len)
		text_addf(&url, "?%.*s", STR_ARG(rest->query));
	if (request->order.len)
		text_addf(&url, "%corder=%.*s", rest->query.len ? '&' : '?', STR_ARG(request->order));
	return text_str(&url);
}

struct receiving {
	struct text body;
	struct str range;
	bool is_too_large;
};

static size_t receive_body(char *bytes, size_t size, size_t count, void *context)
{
	struct receiving *receiving = context;

	if (receiving->body.len + size * count > LARGEST_ANSWER) {
		receiving->is_too_large = true;
		return 0;
	}
	text_add(&receiving->body, (struct str){bytes, size * count});
	return size * count;
}

static size_t receive_header(char *bytes, size_t size, size_t count, void *context)
{
	struct receiving *receiving = context;
	struct str line = {bytes, size * count}, name = STR("content-range:");

	if (str_equal_ignoring_case(str_slice(line, 0, name.len), name))
		receiving->range = str_copy(
			receiving->body.arena, str_trim(str_slice(line, name.len, line.len)));
	return size * count;
}

const char *rest_shown(const struct rest *rest, struct str text)
{
	text = without_secrets(rest->arena, str_trim(text), &rest->secrets);
	return escape_text(rest->arena, text, false).ptr;
}

static int request_failed(const struct rest *rest, const struct receiving *receiving, CURLcode code,
	const char *reason, struct error *reterr)
{
	const char *place = rest_shown(rest, rest->url);

	if (receiving->is_too_large)
		return error_set(
			reterr, "%s: the answer has more than %zu MiB", place, LARGEST_ANSWER >> 20);
	if (code != CURLE_OPERATION_TIMEDOUT)
		return error_set(reterr, "cannot ask %s: %s", place,
			rest_shown(rest, str_from(*reason ? reason : rest->curl.easy_strerror(code))));
	error_set(reterr, "%s: no answer within %lld ms", place, (long long)rest->timeout);
	return error_hint(reterr, "--timeout gives it more time");
}

int rest_get(struct rest *rest, const struct rest_request *request, struct rest_answer *ret,
	struct error *reterr)
{
	struct receiving receiving = {.body = {.arena = rest->arena}};
	struct curl_slist *headers = headers_of(rest, request);
	char reason[CURL_ERROR_SIZE] = "";
	CURLcode code;

	rest->curl.easy_setopt(rest->handle, CURLOPT_ERRORBUFFER, reason);
	rest->curl.easy_setopt(rest->handle, CURLOPT_HTTPHEADER, headers);
	rest->curl.easy_setopt(rest->handle, CURLOPT_URL, url_of(rest, request).ptr);
	rest->curl.easy_setopt(rest->handle, CURLOPT_WRITEFUNCTION, receive_body);
	rest->curl.easy_setopt(rest->handle, CURLOPT_WRITEDATA, &receiving);
	rest->curl.easy_setopt(rest->handle, CURLOPT_HEADERFUNCTION, receive_header);
	rest->curl.easy_setopt(rest->handle, CURLOPT_HEADERDATA, &receiving);
	code = rest->curl.easy_perform(rest->handle);
	rest->curl.slist_free_all(headers);
	rest->curl.easy_setopt(rest->handle, CURLOPT_ERRORBUFFER, NULL);
	if (code)
		return request_failed(rest, &receiving, code, reason, reterr);
	*ret = (struct rest_answer){.body = text_str(&receiving.body), .range = receiving.range};
	rest->curl.easy_getinfo(rest->handle, CURLINFO_RESPONSE_CODE, &ret->status);
	return 0;
}

struct str rest_place(const struct rest *rest)
{
	return str_from(rest_shown(rest, rest->url));
}

struct str rest_relation(const struct rest *rest)
{
	return rest->relation;
}

struct arena *rest_arena(const struct rest *rest)
{
	return rest->arena;
}

const char *rest_key_origin(const struct rest *rest)
{
	return rest->key_origin;
}
