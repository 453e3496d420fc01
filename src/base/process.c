/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts the program with these descriptors; input -1 is /dev/null. */
static int spawn(const char *const *arguments, int input, int output, enum process_errors errors,
	pid_t *ret, struct error *reterr)
{
	/* posix_spawnp does not write to its arguments; its type only lacks the const. */
	union {
		const char *const *given;
		char *const *taken;
	} list = {.given = arguments};
	const int files[] = {input, output,
		errors == PROCESS_HIDES_ERRORS       ? -1
			: errors == PROCESS_JOINS_ERRORS ? output
											 : STDERR_FILENO};
	posix_spawn_file_actions_t actions;
	int reason;

	posix_spawn_file_actions_init(&actions);
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		if (files[file] < 0)
			posix_spawn_file_actions_addopen(
				&actions, file, "/dev/null", file == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
		else if (files[file] != file)
			posix_spawn_file_actions_adddup2(&actions, files[file], file);
	reason = posix_spawnp(ret, arguments[0], &actions, NULL, list.taken, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (reason)
		return error_set(reterr, "cannot run %s: %s", arguments[0], strerror(reason));
	return 0;
}

int process_wait(pid_t child, const char *name, int *ret_status, struct error *reterr)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return error_set(reterr, "cannot wait for %s: %s", name, strerror(errno));
	if (!WIFEXITED(status))
		return error_set(reterr, "%s was killed by signal %d", name, WTERMSIG(status));
	*ret_status = WEXITSTATUS(status);
	return 0;
}

int process_run(const char *const *arguments, enum process_errors errors, struct arena *arena,
	struct str *ret_output, int *ret_status, struct error *reterr)
{
	struct text output = {.arena = arena};
	int ends[2], failed;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	failed = spawn(arguments, -1, ends[1], errors, &child, reterr);
	close(ends[1]);
	for (;;) {
		char bytes[16384];
		ssize_t got = failed ? 0 : read(ends[0], bytes, sizeof bytes);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		text_add(&output, (struct str){bytes, (size_t)got});
	}
	close(ends[0]);
	if (failed || process_wait(child, arguments[0], ret_status, reterr))
		return -1;
	*ret_output = text_str(&output);
	return 0;
}

int process_run_here(const char *const *arguments, int *ret_status, struct error *reterr)
{
	pid_t child;

	if (spawn(arguments, STDIN_FILENO, STDOUT_FILENO, PROCESS_SHOWS_ERRORS, &child, reterr))
		return -1;
	return process_wait(child, arguments[0], ret_status, reterr);
}

struct str process_find(struct arena *arena, struct str name)
{
	struct str rest = str_from(getenv("PATH")), folder;

	while (rest.ptr && str_next(&rest, ':', &folder)) {
		/* An empty entry is the current folder (execvp(3)). */
		struct str path = str_join_path(arena, folder.len ? folder : STR("."), name);
		struct stat status;

		if (!access(path.ptr, X_OK) && !stat(path.ptr, &status) && S_ISREG(status.st_mode))
			return path;
	}
	return (struct str){NULL, 0};
}

void process_open_standard_files(void)
{
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		/* the lowest number that is free is taken: that one */
		if (fcntl(file, F_GETFD) < 0 &&
			open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			return;
}

void process_keep_freed_memory(void)
{
	/* Each of them, once set, is no longer adapted to what is freed: so all are. */
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}

struct str process_own_file(struct arena *arena)
{
	char *resolved = realpath("/proc/self/exe", NULL);
	struct str path = resolved ? str_copy(arena, str_from(resolved)) : (struct str){NULL, 0};

	free(resolved);
	return path;
}

static void close_pair(const int *ends)
{
	close(ends[0]);
	close(ends[1]);
}

/* Writes all of it, or returns fewer. A program that reads no more is an error of its caller's to
 * tell, so the SIGPIPE of just this write is caught: mighook's own output keeps the usual one. */
static ssize_t write_input(void *cookie, const char *bytes, size_t size)
{
	const int *descriptor = cookie;
	const struct timespec at_once = {0};
	sigset_t broken_pipe, before;
	size_t done = 0;
	bool failed = false;

	sigemptyset(&broken_pipe);
	sigaddset(&broken_pipe, SIGPIPE);
	sigprocmask(SIG_BLOCK, &broken_pipe, &before);
	while (done < size && !failed) {
		ssize_t put = write(*descriptor, bytes + done, size - done);

		if (put >= 0)
			done += (size_t)put;
		else
			failed = errno != EINTR;
	}
	if (failed && errno == EPIPE)
		sigtimedwait(&broken_pipe, NULL, &at_once);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return (ssize_t)done;
}

static int close_input(void *cookie)
{
	int *descriptor = cookie, result = close(*descriptor);

	free(descriptor);
	return result;
}

/* A stream into a program; owns the descriptor. NULL: out of memory. */
static FILE *open_input(int descriptor)
{
	const cookie_io_functions_t functions = {.write = write_input, .close = close_input};
	int *cookie = malloc(sizeof *cookie);
	FILE *input = cookie ? fopencookie(cookie, "w", functions) : NULL;

	if (!input) {
		free(cookie);
		close(descriptor);
		return NULL;
	}
	*cookie = descriptor;
	return input;
}

int process_start(struct process *ret, const char *const *arguments, struct error *reterr)
{
	struct process process = {0};
	int in[2], out[2], failed;

	if (pipe2(in, O_CLOEXEC))
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	if (pipe2(out, O_CLOEXEC)) {
		close_pair(in);
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	}
	failed = spawn(arguments, in[0], out[1], PROCESS_HIDES_ERRORS, &process.child, reterr);
	if (failed) {
		close_pair(in);
		close_pair(out);
		return -1;
	}
	close(in[0]);
	close(out[1]);
	process.input = open_input(in[1]);
	process.output = fdopen(out[0], "r");
	if (!process.input || !process.output) {
		process_close(&process);
		return error_set(reterr, "out of memory");
	}
	*ret = process;
	return 0;
}

bool process_give(struct process *process, struct str input)
{
	bool given = fwrite(input.ptr, 1, input.len, process->input) == input.len;

	given &= !fclose(process->input);
	process->input = NULL;
	return given;
}

bool process_take(
	struct process *process, int64_t deadline, struct arena *arena, struct str *ret_output)
{
	struct pollfd output = {.fd = fileno(process->output), .events = POLLIN};
	struct text text = {.arena = arena};
	ssize_t got = 1;

	while (got) {
		int64_t left = deadline - clock_milliseconds();
		int ready = left > 0 ? poll(&output, 1, (int)left) : 0;
		char bytes[4096];

		if (ready < 0 && errno == EINTR)
			continue;
		got = ready > 0 ? read(output.fd, bytes, sizeof bytes) : -1;
		if (got < 0)
			break;
		text_add(&text, (struct str){bytes, (size_t)got});
	}
	if (got)
		kill(process->child, SIGKILL);
	if (process_close(process) || got)
		return false;
	*ret_output = text_str(&text);
	return true;
}

int process_close(struct process *process)
{
	struct error ignored;
	int status = 0;

	if (!process->child)
		return 0;
	if (process->input)
		fclose(process->input);
	if (process->output)
		fclose(process->output);
	if (process_wait(process->child, "git", &status, &ignored))
		status = -1;
	*process = (struct process){0};
	return status;
}
