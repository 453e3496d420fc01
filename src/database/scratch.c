/* SPDX-License-Identifier: MIT */
#include "database/scratch.h"

#include <time.h>

#include "base/clock.h"
#include "database/scratch_server.h"
#include "database/scratch_shadow.h"

enum { LEAVING = 2000 }; /* milliseconds that a session may take to end when its client has gone */

struct scratch {
	struct arena *arena;
	bool is_own;
	struct scratch_server server;
	struct scratch_shadow shadow;
	struct connection *maintenance; /* it makes and drops databases */
	int64_t timeout;
};

/* Its name on the server; our names have no characters that would have to be quoted. */
static struct str name_of(const struct scratch *scratch, struct arena *arena, struct str name)
{
	return str_format(
		arena, "%s%.*s", scratch->is_own ? "" : scratch->shadow.prefix.ptr, STR_ARG(name));
}

/* All is said that libpq else takes from the environment: it is pg_dump's, too. */
static struct connection_address own_address(
	const struct scratch *scratch, struct arena *arena, struct str name)
{
	const struct {
		const char *key, *value;
	} words[] = {
		{"host", scratch->server.socket.ptr},
		{"port", "5432"},
		{"user", "postgres"},
		{"dbname", str_copy(arena, name).ptr},
		{"options", "-c jit=off"},
		{"sslmode", "disable"},
		{"gssencmode", "disable"},
		{"channel_binding", "disable"},
		{"target_session_attrs", "any"},
		{"passfile", "/dev/null/none"},
	};
	struct text text = {.arena = arena};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		connection_add_word(&text, words[i].key, words[i].value);
	return (struct connection_address){.words = text_str(&text)};
}

struct connection_address scratch_address(
	const struct scratch *scratch, struct arena *arena, struct str name)
{
	struct connection_address address;

	if (scratch->is_own)
		return own_address(scratch, arena, name);
	address = connection_address(scratch->maintenance, arena);
	/* of two words that say the same libpq takes the last one */
	address.words = str_format(
		arena, "%s dbname='%s'", address.words.ptr, name_of(scratch, arena, name).ptr);
	return address;
}

int scratch_connect(const struct scratch *scratch, struct arena *arena, struct str name,
	struct connection **ret, struct error *reterr)
{
	struct connection_address address = scratch_address(scratch, arena, name);
	const struct connection_options options = {.url = address.words,
		.password = address.password,
		.origin = scratch->is_own ? "the server that was started" : "--shadow-url",
		.timeout = scratch->timeout,
		.use = CONNECTION_RUNS,
		.ignores_environment = true};

	return connection_open(ret, arena, &options, reterr);
}

static int open_own(struct scratch *scratch, unsigned major, struct error *reterr)
{
	scratch->is_own = true;
	return scratch_server_start(&scratch->server, scratch->arena, major, reterr) ||
			scratch_connect(scratch, scratch->arena, STR("postgres"), &scratch->maintenance, reterr)
		? -1
		: 0;
}

static int open_shadow(
	struct scratch *scratch, const struct scratch_options *options, struct error *reterr)
{
	if (scratch_shadow_open(&scratch->shadow, scratch->arena, options->shadow_url,
			options->shadow_password, scratch->timeout, reterr))
		return -1;
	scratch->maintenance = scratch->shadow.session;
	return 0;
}

int scratch_open(struct scratch **ret, struct arena *arena, const struct scratch_options *options,
	struct error *reterr)
{
	_cleanup_(scratch_close) struct scratch *scratch = arena_new(arena, struct scratch);

	*scratch = (struct scratch){
		.arena = arena, .timeout = options->timeout, .server = scratch_server_none()};
	if (options->shadow_url.ptr ? open_shadow(scratch, options, reterr)
								: open_own(scratch, options->major, reterr))
		return -1;
	*ret = scratch;
	scratch = NULL;
	return 0;
}

void scratch_close(struct scratch **scratch)
{
	if (!*scratch)
		return;
	if ((*scratch)->is_own)
		connection_close(&(*scratch)->maintenance);
	scratch_shadow_close(&(*scratch)->shadow, (*scratch)->arena);
	scratch_server_stop(&(*scratch)->server);
	*scratch = NULL;
}

int scratch_server_version(const struct scratch *scratch)
{
	return connection_server_version(scratch->maintenance);
}

bool scratch_is_own(const struct scratch *scratch)
{
	return scratch->is_own;
}

/* A session ends a little after its connection; the server looks for it ten times a second. */
static void wait_until_left(const struct scratch *scratch, struct str name)
{
	const struct timespec pause = {.tv_nsec = 500 * 1000};
	struct str sql = str_format(
		scratch->arena, "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE datname = '%s'", name.ptr);
	int64_t deadline = clock_milliseconds() + LEAVING;
	struct rows sessions = {.count = 0};
	struct error ignored;

	while (!connection_query(scratch->maintenance, scratch->arena, "cannot list sessions", sql,
			   NULL, &sessions, &ignored) &&
		sessions.count && clock_milliseconds() < deadline)
		nanosleep(&pause, NULL);
}

/* What a database is made from. Ours are alike on every server. */
static struct str making(const struct scratch *scratch, struct str copied_from)
{
	int version = scratch_server_version(scratch);
	/* pages are not written into the log one by one (15) */
	const char *strategy = version >= 150000 ? " STRATEGY FILE_COPY" : "";
	struct str name;

	if (copied_from.ptr) {
		name = name_of(scratch, scratch->arena, copied_from);
		wait_until_left(scratch, name);
		return str_format(
			scratch->arena, "TEMPLATE \"%s\"%s", name.ptr, scratch->is_own ? strategy : "");
	}
	if (scratch->is_own)
		return str_format(scratch->arena, "TEMPLATE template0%s", strategy);
	return str_format(scratch->arena,
		"TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'%s",
		version >= 150000 ? " LOCALE_PROVIDER libc" : "");
}

int scratch_create(
	struct scratch *scratch, struct str name, struct str copied_from, struct error *reterr)
{
	struct str sql = str_format(scratch->arena, "CREATE DATABASE \"%s\" %s",
		name_of(scratch, scratch->arena, name).ptr, making(scratch, copied_from).ptr);

	if (!connection_execute(scratch->maintenance, "cannot make a database", sql, reterr))
		return 0;
	if (!strcmp(connection_sqlstate(scratch->maintenance), "53100") && scratch->is_own)
		return error_hint(reterr, "TMPDIR=FOLDER names a place with 256 MB free");
	if (!strcmp(connection_sqlstate(scratch->maintenance), "42501"))
		return error_hint(reterr,
			"ALTER ROLE ... CREATEDB lets that user make databases; or another --shadow-url");
	return -1;
}

int scratch_drop(struct scratch *scratch, struct str name, struct error *reterr)
{
	struct str full = name_of(scratch, scratch->arena, name);
	struct str sql = str_format(scratch->arena, "DROP DATABASE \"%s\"%s", full.ptr,
		scratch_server_version(scratch) >= 130000 ? " WITH (FORCE)" : "");

	wait_until_left(scratch, full);
	return connection_execute(scratch->maintenance, "cannot drop a database", sql, reterr);
}
