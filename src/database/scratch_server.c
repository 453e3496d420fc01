/* SPDX-License-Identifier: MIT */
#include "database/scratch_server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/file.h"
#include "database/scratch_template.h"
#include "database/scratch_tree.h"

enum {
	INITDB,
	POSTGRES,
	LONGEST_SOCKET = 107, /* bytes of its path: unix(7) */
	START_TIMEOUT = 60 * 1000, /* milliseconds; a machine may be busy */
};

/* Nothing has to survive a crash, nobody connects from elsewhere. */
static const char *const settings[] = {
	"fsync=off",
	"synchronous_commit=off",
	"full_page_writes=off",
	"wal_level=minimal",
	"max_wal_senders=0",
	"max_wal_size=128MB",
	"checkpoint_timeout=1h",
	"listen_addresses=",
	"port=5432",
	"unix_socket_permissions=0700",
	"shared_buffers=32MB",
	"huge_pages=off",
	/* what a crash leaves lies in the folder */
	"dynamic_shared_memory_type=mmap",
	"max_connections=20",
	/* pg_dump locks every table at once */
	"max_locks_per_transaction=2048",
	"max_worker_processes=0",
	"max_parallel_workers=0",
	"autovacuum=off",
	"jit=off",
	"timezone=UTC",
	"log_timezone=UTC",
	"logging_collector=off",
	"log_destination=stderr",
	"log_min_messages=log",
	"log_line_prefix=",
};

static char *copy_of(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);

	memcpy(bytes, text.ptr, text.len);
	return bytes;
}

/* Arguments of a program in memory that may be written to, as execve(2) wants them. */
static char **list_of(struct arena *arena, const struct str_list *items)
{
	char **list = arena_array(arena, char *, items->count + 1);

	for (size_t i = 0; i < items->count; i++)
		list[i] = copy_of(arena, items->items[i]);
	return list;
}

/* What a failure leaves says which memory it had (scratch_remains.h). */
static const char *const flags[] = {"--no-clean", "--no-sync", "--no-locale", "--no-instructions",
	"--encoding=UTF8", "--username=postgres", "--auth=trust", "--wal-segsize=1"};

static char **initdb_arguments(struct arena *arena, const struct scratch_server *server)
{
	struct str_list list = {0};

	str_list_add(arena, &list, server->programs.initdb);
	for (size_t i = 0; i < ARRAY_LENGTH(flags); i++)
		str_list_add(arena, &list, str_from(flags[i]));
	str_list_add(arena, &list, STR("-D"));
	str_list_add(arena, &list, str_join_path(arena, server->orders.folders[0].path, STR("data")));
	return list_of(arena, &list);
}

static char **postgres_arguments(struct arena *arena, const struct scratch_server *server)
{
	struct str_list list = {0};

	str_list_add(arena, &list, server->programs.postgres);
	str_list_add(arena, &list, STR("-D"));
	str_list_add(arena, &list, str_join_path(arena, server->orders.folders[0].path, STR("data")));
	str_list_add(arena, &list, STR("-k"));
	str_list_add(arena, &list, server->socket);
	for (size_t i = 0; i < ARRAY_LENGTH(settings); i++) {
		str_list_add(arena, &list, STR("-c"));
		str_list_add(arena, &list, str_from(settings[i]));
	}
	return list_of(arena, &list);
}

/* Nothing of ours but where programs and libraries are: no PG*, no locale. */
static char **environment(struct arena *arena)
{
	static const char *const kept[] = {"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"};
	struct str_list list = {0};

	for (size_t i = 0; i < ARRAY_LENGTH(kept); i++)
		if (getenv(kept[i]))
			str_list_add(arena, &list, str_format(arena, "%s=%s", kept[i], getenv(kept[i])));
	str_list_add(arena, &list, STR("LC_ALL=C"));
	str_list_add(arena, &list, STR("TZ=UTC"));
	return list_of(arena, &list);
}

/* What is wrong in a line of a log, without the time before it; ptr NULL: nothing is. */
static struct str complaint_of(struct str line)
{
	static const char *const marks[] = {
		"PANIC:", "FATAL:", "ERROR:", "initdb: error:", "initdb: could", "cannot "};

	for (size_t i = 0; i < ARRAY_LENGTH(marks); i++) {
		size_t at = str_find(line, str_from(marks[i]), 0);

		if (at < line.len)
			return str_slice(line, at, line.len);
	}
	return (struct str){NULL, 0};
}

/* What the programs complain of, in one line; if they do not say that of anything, their last
 * words. */
static struct str complaints(struct arena *arena, int log)
{
	char bytes[16 * 1024];
	struct stat status;
	struct text text = {.arena = arena};
	struct str rest, line, last = {NULL, 0};
	ssize_t got = 0;

	if (!fstat(log, &status))
		got = pread(log, bytes, sizeof bytes,
			status.st_size > (off_t)sizeof bytes ? status.st_size - (off_t)sizeof bytes : 0);
	rest = (struct str){bytes, got > 0 ? (size_t)got : 0};
	while (str_next(&rest, '\n', &line)) {
		struct str complaint = complaint_of(str_trim(line));

		if (str_trim(line).len)
			last = str_trim(line);
		if (complaint.ptr && str_find(text_str(&text), complaint, 0) == text.len)
			text_addf(&text, "%s%.*s", text.len ? "; " : "", STR_ARG(complaint));
	}
	return escape_text(arena, text.len ? text_str(&text) : last, false);
}

/* What mends what a program says. Always -1. */
static int hint_starting(struct str said, struct error *reterr)
{
	static const struct {
		const char *part, *hint;
	} hints[] = {
		{"No space left on device", "TMPDIR=FOLDER names a place with 256 MB free"},
		{"shared memory", "see kernel.shmmni and kernel.shmall, and what `ipcs -m` lists"},
		{"semaphore", "see kernel.sem, and what `ipcs -s` lists"},
		{"could not look up effective user", "the user needs a line in /etc/passwd"},
		{"Permission denied", "TMPDIR=FOLDER names a place that the server's user may enter"},
		{"Cannot allocate memory", "the server wants 64 MB of memory"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(hints); i++)
		if (str_find(said, str_from(hints[i].part), 0) < said.len)
			return error_hint(
				reterr, "%s; --shadow-url URL uses a server that runs already", hints[i].hint);
	return error_hint(reterr, "--shadow-url URL uses a server that runs already");
}

static int program_failed(const struct scratch_server *server, struct arena *arena,
	struct str program, struct error *reterr)
{
	struct str said = complaints(arena, server->orders.log);

	error_set(reterr, "%s does not work in %.*s: %s", program.ptr,
		STR_ARG(str_dirname(server->orders.folders[0].path)),
		said.len ? said.ptr : "it says nothing about it");
	return hint_starting(said, reterr);
}

static struct str key_of(struct arena *arena, const struct scratch_server *server)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < ARRAY_LENGTH(flags); i++)
		text_addf(&text, "%s ", flags[i]);
	return scratch_template_key(arena, &server->programs, text_str(&text));
}

/* From now on the folders are the user's; what we copy is written before that. */
static int give_folders(const struct scratch_server *server, struct error *reterr)
{
	const struct guard_orders *orders = &server->orders;

	for (size_t i = 0; i < GUARD_FOLDERS; i++)
		if (orders->folders[i].lock >= 0 && orders->user.is_other &&
			fchown(orders->folders[i].lock, orders->user.uid, orders->user.gid))
			return file_failed("give away", orders->folders[i].path, reterr);
	return 0;
}

static int run_initdb(
	struct scratch_server *server, struct arena *arena, struct str key, struct error *reterr)
{
	int status;

	if (give_folders(server, reterr) || guard_run(&server->guard, INITDB, reterr))
		return -1;
	guard_wait(&server->guard, START_TIMEOUT, &status);
	if (status)
		return program_failed(server, arena, server->programs.initdb, reterr);
	scratch_template_keep(arena, key, server->orders.folders[0].lock);
	return 0;
}

/* The server writes into a file how far it is. */
static bool is_ready(const char *path)
{
	char bytes[1024];
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = file < 0 ? -1 : read(file, bytes, sizeof bytes);
	struct str rest = {bytes, got > 0 ? (size_t)got : 0}, line = {NULL, 0};

	if (file >= 0)
		close(file);
	for (size_t number = 1; number <= 8; number++)
		if (!str_next(&rest, '\n', &line))
			return false;
	return str_starts(line, STR("ready"));
}

static int run_server(struct scratch_server *server, struct arena *arena, struct error *reterr)
{
	struct str state = str_join_path(
		arena, server->orders.folders[0].path, STR("data/postmaster.pid"));
	int64_t deadline = clock_milliseconds() + START_TIMEOUT;
	int status;

	if (guard_run(&server->guard, POSTGRES, reterr))
		return -1;
	do {
		guard_wait(&server->guard, 1, &status);
		if (is_ready(state.ptr))
			return 0;
	} while (status < 0 && clock_milliseconds() < deadline);
	return program_failed(server, arena, server->programs.postgres, reterr);
}

static int make_folders(struct scratch_server *server, struct arena *arena, struct error *reterr)
{
	struct guard_orders *orders = &server->orders;
	struct str name = STR("/.s.PGSQL.5432");

	if (scratch_folder_make(&orders->folders[0], arena, &orders->user, reterr))
		return -1;
	server->socket = orders->folders[0].path;
	if (server->socket.len + name.len > LONGEST_SOCKET) {
		if (scratch_folder_make_short(&orders->folders[1], arena, reterr))
			return -1;
		server->socket = orders->folders[1].path;
	}
	return 0;
}

/* A server that does not come up from a kept data directory may do so from a new one. */
static int make_and_run(struct scratch_server *server, struct arena *arena, struct error *reterr)
{
	int folder = server->orders.folders[0].lock;
	struct str key = key_of(arena, server);
	struct error ignored;

	if (scratch_template_take(arena, key, folder, &server->orders.user)) {
		if (give_folders(server, reterr))
			return -1;
		if (!run_server(server, arena, &ignored))
			return 0;
		scratch_tree_remove(folder, "data");
		(void)!ftruncate(server->orders.log, 0);
	}
	return run_initdb(server, arena, key, reterr) || run_server(server, arena, reterr) ? -1 : 0;
}

struct scratch_server scratch_server_none(void)
{
	return (struct scratch_server){.orders = {.log = -1, .folders = {{.lock = -1}, {.lock = -1}}}};
}

int scratch_server_start(
	struct scratch_server *ret, struct arena *arena, unsigned major, struct error *reterr)
{
	_cleanup_(scratch_server_stop) struct scratch_server server = scratch_server_none();
	struct guard_orders *orders = &server.orders;

	if (scratch_programs_find(&server.programs, arena, major, reterr) ||
		scratch_user_find(&orders->user, reterr))
		return -1;
	scratch_folder_sweep(&orders->user);
	if (make_folders(&server, arena, reterr))
		return -1;
	orders->log = memfd_create("mighook-scratch", MFD_CLOEXEC);
	if (orders->log < 0)
		return error_set(reterr, "cannot make a file in memory: %s", strerror(errno));
	fcntl(orders->log, F_SETFL, O_APPEND);
	orders->environment = environment(arena);
	orders->programs[INITDB] = (struct guard_program){initdb_arguments(arena, &server), SIGKILL};
	orders->programs[POSTGRES] = (struct guard_program){
		postgres_arguments(arena, &server), SIGQUIT};
	if (guard_start(&server.guard, orders, reterr) || make_and_run(&server, arena, reterr))
		return -1;
	*ret = server;
	server = scratch_server_none();
	return 0;
}

void scratch_server_stop(struct scratch_server *server)
{
	guard_end(&server->guard);
	/* what no guard has removed */
	for (size_t i = 0; i < GUARD_FOLDERS; i++)
		scratch_folder_remove(&server->orders.folders[i]);
	if (server->orders.log >= 0)
		close(server->orders.log);
}
