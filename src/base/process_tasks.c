/* SPDX-License-Identifier: MIT */
#include "base/process_tasks.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"

/* One of a program's two outputs, as long as it is open. */
struct stream {
	int descriptor; /* -1: at its end */
	struct text text;
};

struct running {
	pid_t child; /* 0: not started */
	struct stream output, errors;
};

/* Becomes the task's program, which ends when `parent` does, however that comes; why it could not
 * is written to `failure`. */
__attribute__((noreturn)) static void become(
	const struct process_task *task, int output, int errors, int failure, pid_t parent)
{
	/* execvpe does not write to its arguments; its type only lacks the const. */
	union {
		const char *const *given;
		char *const *taken;
	} list = {.given = task->arguments}, variables = {.given = task->environment};
	int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	ssize_t ignored;

	/* SIGTERM, for one that talks to a server has that end what it waits for */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(127);
	if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
		dup2(errors, STDERR_FILENO) >= 0)
		execvpe(task->arguments[0], list.taken, task->environment ? variables.taken : environ);
	ignored = write(failure, &errno, sizeof errno);
	(void)ignored;
	_exit(127);
}

/* What does not start says why on a pipe that the program has no part in. */
static int spawn(
	const struct process_task *task, int output, int errors, pid_t *ret, struct error *reterr)
{
	pid_t parent = getpid(), child;
	int failure[2], reason = 0;
	ssize_t got;

	if (pipe2(failure, O_CLOEXEC))
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	child = fork();
	if (!child)
		become(task, output, errors, failure[1], parent);
	if (child < 0)
		reason = errno;
	close(failure[1]);
	do
		got = child < 0 ? 0 : read(failure[0], &reason, sizeof reason);
	while (got < 0 && errno == EINTR);
	close(failure[0]);
	if (!reason) {
		*ret = child;
		return 0;
	}
	if (child > 0)
		waitpid(child, NULL, 0);
	return error_set(reterr, "cannot run %s: %s", task->arguments[0], strerror(reason));
}

static int start_task(struct running *running, const struct process_task *task, struct arena *arena,
	struct error *reterr)
{
	int output[2], errors[2], failed;

	if (pipe2(output, O_CLOEXEC))
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	if (pipe2(errors, O_CLOEXEC)) {
		close(output[0]);
		close(output[1]);
		return error_set(reterr, "cannot make a pipe: %s", strerror(errno));
	}
	failed = spawn(task, output[1], errors[1], &running->child, reterr);
	close(output[1]);
	close(errors[1]);
	running->output = (struct stream){output[0], {.arena = arena}};
	running->errors = (struct stream){errors[0], {.arena = arena}};
	return failed;
}

/* Takes what is there. */
static void read_stream(struct stream *stream)
{
	char bytes[65536];
	ssize_t got = read(stream->descriptor, bytes, sizeof bytes);

	if (got > 0) {
		text_add(&stream->text, (struct str){bytes, (size_t)got});
	} else if (!got || errno != EINTR) {
		close(stream->descriptor);
		stream->descriptor = -1;
	}
}

/* False at the deadline. */
static bool read_all(
	struct stream *const *streams, size_t count, int64_t deadline, struct pollfd *descriptors)
{
	for (;;) {
		int64_t left = deadline - clock_milliseconds();
		bool is_open = false;

		for (size_t i = 0; i < count; i++) {
			descriptors[i] = (struct pollfd){.fd = streams[i]->descriptor, .events = POLLIN};
			is_open |= streams[i]->descriptor >= 0;
		}
		if (!is_open)
			return true;
		if (left <= 0 || poll(descriptors, count, left > INT32_MAX ? INT32_MAX : (int)left) == 0)
			return false;
		for (size_t i = 0; i < count; i++)
			if (streams[i]->descriptor >= 0 && descriptors[i].revents)
				read_stream(streams[i]);
	}
}

static int finish(
	struct running *running, struct process_task *task, bool is_late, struct error *reterr)
{
	int failed;

	if (running->output.descriptor >= 0)
		close(running->output.descriptor);
	if (running->errors.descriptor >= 0)
		close(running->errors.descriptor);
	if (!running->child)
		return 0;
	if (is_late)
		kill(running->child, SIGKILL);
	task->output = text_str(&running->output.text);
	task->errors = text_str(&running->errors.text);
	failed = process_wait(running->child, task->arguments[0], &task->status, reterr);
	if (is_late)
		return error_set(reterr, "%s took too long", task->arguments[0]);
	return failed;
}

int process_run_tasks(struct process_task *tasks, size_t count, int64_t deadline,
	struct arena *arena, struct error *reterr)
{
	struct running *running = arena_array(arena, struct running, count);
	struct stream **streams = arena_array(arena, struct stream *, 2 * count);
	struct pollfd *descriptors = arena_array(arena, struct pollfd, 2 * count);
	int failed = 0;
	bool is_late;

	for (size_t i = 0; i < count; i++) {
		running[i].output.descriptor = running[i].errors.descriptor = -1;
		streams[2 * i] = &running[i].output;
		streams[2 * i + 1] = &running[i].errors;
	}
	for (size_t i = 0; i < count && !failed; i++)
		failed = start_task(&running[i], &tasks[i], arena, reterr);
	is_late = failed || !read_all(streams, 2 * count, deadline, descriptors);
	for (size_t i = 0; i < count; i++) {
		struct error ignored;

		if (finish(&running[i], &tasks[i], is_late, failed ? &ignored : reterr))
			failed = -1;
	}
	return failed;
}
