/* SPDX-License-Identifier: MIT */
#include "database/dump.h"

#include <libpq-fe.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/process_tasks.h"
#include "base/vec.h"
#include "database/dump_excluded.h"
#include "database/dump_program.h"
#include "database/secret_text.h"

/* A list that posix_spawn(3) takes. */
struct words {
	const char **items;
	size_t count, capacity;
};

static void add_word(struct words *words, struct arena *arena, struct str word)
{
	*vec_push(arena, words) = word.ptr ? str_copy(arena, word).ptr : NULL;
}

/* Adds OPTION=VALUE for each of them. */
static void add_options(
	struct words *words, struct arena *arena, const char *option, const struct str_list *values)
{
	for (size_t i = 0; i < values->count; i++)
		add_word(words, arena, str_format(arena, "%s=%.*s", option, STR_ARG(values->items[i])));
}

/* The address without its password: everybody on the machine sees the words of a command. */
static int take_password(
	struct connection_address *address, struct arena *arena, struct error *reterr)
{
	PQconninfoOption *options = PQconninfoParse(str_copy(arena, address->words).ptr, NULL);
	struct text words = {.arena = arena};

	if (!options)
		return error_set(reterr, "the address of the database to dump is not understood");
	for (const PQconninfoOption *option = options; option->keyword; option++) {
		if (!option->val)
			continue;
		if (strcmp(option->keyword, "password"))
			connection_add_word(&words, option->keyword, option->val);
		else if (!address->password.ptr)
			address->password = str_copy(arena, str_from(option->val));
	}
	PQconninfoFree(options);
	address->words = text_str(&words);
	return 0;
}

static const char **arguments_of(
	struct arena *arena, struct str program, struct str words, const struct dump_options *options)
{
	static const char *const fixed[] = {"--schema-only", "--no-owner", "--no-subscriptions",
		"--no-security-labels", "--no-tablespaces", "--encoding=UTF8", "--no-password"};
	/* at most half of all the time: it has to say so before it is killed, and to dump afterwards */
	int64_t lock_timeout = options->timeout / 2 + 1;
	struct words list = {0};

	if (options->lock_timeout && options->lock_timeout < lock_timeout)
		lock_timeout = options->lock_timeout;
	add_word(&list, arena, program);
	for (size_t i = 0; i < ARRAY_LENGTH(fixed); i++)
		add_word(&list, arena, str_from(fixed[i]));
	if (!options->has_publications)
		add_word(&list, arena, STR("--no-publications"));
	if (!options->has_privileges)
		add_word(&list, arena, STR("--no-privileges"));
	if (options->quotes_identifiers)
		add_word(&list, arena, STR("--quote-all-identifiers"));
	add_options(&list, arena, "--exclude-schema", &options->excluded_schemas);
	add_options(&list, arena, "--exclude-table", &options->excluded_tables);
	add_word(&list, arena, str_format(arena, "--lock-wait-timeout=%lld", (long long)lock_timeout));
	add_word(&list, arena, str_format(arena, "--dbname=%.*s", STR_ARG(words)));
	add_word(&list, arena, (struct str){NULL, 0});
	return list.items;
}

/* Ours without libpq's variables: the address says all. There is no such password file. */
static const char **environment_of(struct arena *arena, struct str password)
{
	struct words list = {0};

	for (char **variable = environ; *variable; variable++)
		if (strncmp(*variable, "PG", 2) && strncmp(*variable, "LC_ALL=", 7))
			add_word(&list, arena, str_from(*variable));
	add_word(&list, arena, STR("LC_ALL=C"));
	add_word(&list, arena, STR("PGPASSFILE=/dev/null/none"));
	if (password.ptr)
		add_word(&list, arena, str_format(arena, "PGPASSWORD=%.*s", STR_ARG(password)));
	add_word(&list, arena, (struct str){NULL, 0});
	return list.items;
}

/* What it says last that is an error, in one line. */
static struct str last_error(struct arena *arena, struct str errors, struct str password)
{
	struct str rest = str_trim(errors), prefix = STR("pg_dump: error: "), line, last = STR("");
	struct str detail = STR("pg_dump: detail: "), query = STR("pg_dump: detail: Query was: ");
	struct str_list secrets = {0};
	struct text text = {.arena = arena};

	while (str_next(&rest, '\n', &line)) {
		if (str_starts(line, prefix))
			last = str_slice(line, prefix.len, line.len);
		else if (str_starts(line, detail) && !str_starts(line, query))
			last = str_format(
				arena, "%.*s: %.*s", STR_ARG(last), STR_ARG(str_slice(line, detail.len, line.len)));
		else if (!last.len && !rest.len)
			last = line;
	}
	secrets_add(arena, &secrets, password);
	rest = without_secrets(arena, last, &secrets);
	while (line = str_next_word(&rest), line.len)
		text_addf(&text, "%s%.*s", text.len ? " " : "", STR_ARG(line));
	return escape_text(arena, text_str(&text), false);
}

static int dump_failed(
	const struct process_task *task, struct arena *arena, struct str password, struct error *reterr)
{
	struct str reason = last_error(arena, task->errors, password);

	if (!reason.len)
		return error_set(reterr, "pg_dump failed with exit status %d", task->status);
	error_set(reterr, "pg_dump: %s", reason.ptr);
	if (str_find(reason, STR("canceling statement"), 0) < reason.len)
		return error_hint(reterr, "somebody changes the schema: try again, or give --timeout");
	if (str_find(reason, STR("permission denied"), 0) < reason.len)
		return error_hint(reterr, "connect as a user that may read all of the schema");
	return -1;
}

/* Dumps them all side by side. */
static int dump_databases(struct str *ret, size_t count, struct arena *arena,
	const struct connection_address *addresses, int server_version,
	const struct dump_options *options, struct error *reterr)
{
	struct process_task *tasks = arena_array(arena, struct process_task, count);
	struct str *passwords = arena_array(arena, struct str, count), program;

	if (dump_program_find(&program, arena, (unsigned)server_version / 10000, reterr))
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct connection_address address = addresses[i];

		if (take_password(&address, arena, reterr))
			return -1;
		passwords[i] = address.password;
		tasks[i].arguments = arguments_of(arena, program, address.words, options);
		tasks[i].environment = environment_of(arena, address.password);
	}
	if (process_run_tasks(tasks, count, clock_milliseconds() + options->timeout, arena, reterr))
		return reterr->hint[0] ? -1 : error_hint(reterr, "--timeout gives it more time");
	for (size_t i = 0; i < count; i++)
		if (tasks[i].status)
			return dump_failed(&tasks[i], arena, passwords[i], reterr);
	for (size_t i = 0; i < count; i++)
		ret[i] = dump_without_excluded(arena, tasks[i].output, &options->excluded_schemas);
	return 0;
}

int dump_database(struct str *ret, struct arena *arena, const struct connection_address *address,
	int server_version, const struct dump_options *options, struct error *reterr)
{
	return dump_databases(ret, 1, arena, address, server_version, options, reterr);
}

int dump_two_databases(struct str ret[2], struct arena *arena,
	const struct connection_address addresses[2], int server_version,
	const struct dump_options *options, struct error *reterr)
{
	return dump_databases(ret, 2, arena, addresses, server_version, options, reterr);
}
