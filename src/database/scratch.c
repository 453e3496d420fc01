/* SPDX-License-Identifier: MIT */
#include "database/scratch.h"

#include "database/scratch_server.h"

struct scratch {
	struct arena *arena;
	struct scratch_server server;
	struct connection *maintenance; /* it makes and drops databases */
	int64_t timeout;
};

/* What libpq takes from the environment where it is not said is said. */
static struct str words_of(const struct scratch *scratch, struct arena *arena, struct str name)
{
	struct text text = {.arena = arena};

	text_add(&text, STR("host='"));
	for (size_t i = 0; i < scratch->server.socket.len; i++) {
		char byte = scratch->server.socket.ptr[i];

		if (byte == '\'' || byte == '\\')
			text_add_byte(&text, '\\');
		text_add_byte(&text, byte);
	}
	text_addf(&text,
		"' port='5432' user='postgres' dbname='%.*s' options='-c jit=off' sslmode='disable' "
		"gssencmode='disable' channel_binding='disable' target_session_attrs='any' "
		"passfile='/dev/null/none'",
		STR_ARG(name));
	return text_str(&text);
}

struct connection_address scratch_address(
	const struct scratch *scratch, struct arena *arena, struct str name)
{
	return (struct connection_address){.words = words_of(scratch, arena, name)};
}

int scratch_connect(const struct scratch *scratch, struct arena *arena, struct str name,
	struct connection **ret, struct error *reterr)
{
	struct connection_address address = scratch_address(scratch, arena, name);
	const struct connection_options options = {.url = address.words,
		.password = address.password,
		.origin = "the scratch server",
		.timeout = scratch->timeout,
		.use = CONNECTION_RUNS};

	return connection_open(ret, arena, &options, reterr);
}

int scratch_open(struct scratch **ret, struct arena *arena, const struct scratch_options *options,
	struct error *reterr)
{
	_cleanup_(scratch_close) struct scratch *scratch = NULL;
	struct scratch *made = arena_new(arena, struct scratch);

	*made = (struct scratch){.arena = arena, .timeout = options->timeout};
	if (scratch_server_start(&made->server, arena, options->major, reterr))
		return -1;
	scratch = made;
	if (scratch_connect(scratch, arena, STR("postgres"), &scratch->maintenance, reterr))
		return -1;
	*ret = scratch;
	scratch = NULL;
	return 0;
}

void scratch_close(struct scratch **scratch)
{
	if (!*scratch)
		return;
	connection_close(&(*scratch)->maintenance);
	scratch_server_stop(&(*scratch)->server);
	*scratch = NULL;
}

int scratch_server_version(const struct scratch *scratch)
{
	return connection_server_version(scratch->maintenance);
}

bool scratch_is_own(const struct scratch *scratch)
{
	(void)scratch;
	return true;
}

int scratch_create(
	struct scratch *scratch, struct str name, struct str copied_from, struct error *reterr)
{
	struct str sql = str_format(scratch->arena, "CREATE DATABASE \"%.*s\" TEMPLATE \"%.*s\"%s",
		STR_ARG(name), STR_ARG(copied_from.ptr ? copied_from : STR("template0")),
		scratch_server_version(scratch) >= 150000 ? " STRATEGY FILE_COPY" : "");

	return connection_execute(scratch->maintenance, "cannot make a database", sql, reterr);
}

int scratch_drop(struct scratch *scratch, struct str name, struct error *reterr)
{
	struct str sql = str_format(scratch->arena, "DROP DATABASE \"%.*s\"%s", STR_ARG(name),
		scratch_server_version(scratch) >= 130000 ? " WITH (FORCE)" : "");

	return connection_execute(scratch->maintenance, "cannot drop a database", sql, reterr);
}
