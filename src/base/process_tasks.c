/* SPDX-License-Identifier: MIT */
#include "base/process_tasks.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
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
	failed = process_spawn(task->arguments, task->environment,
		(const int[]){-1, output[1], errors[1]}, &running->child, reterr);
	if (failed)
		running->child = 0;
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
