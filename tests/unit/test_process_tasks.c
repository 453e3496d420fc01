/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process_tasks.h"

#define SHELL(script) ((const char *[]){"sh", "-c", (script), "sh", NULL, NULL})

/* The folder is the script's $1. */
static struct process_task *in_folder(struct process_task *task, const char *folder)
{
	const char **arguments = (const char **)(uintptr_t)task->arguments;

	arguments[4] = folder;
	return task;
}

static void test_each_has_its_own(void **state)
{
	const char *const environment[] = {"MARK=mine", "PATH=/usr/bin:/bin", NULL};
	struct process_task tasks[] = {
		{.arguments = SHELL("echo \"$MARK\"; echo wrong >&2; exit 3"), .environment = environment},
		{.arguments = SHELL("cat; echo \"[$MARK]\"")},
		/* more than a pipe holds, on both */
		{.arguments = SHELL("head -c 300000 /dev/zero >&2; head -c 200000 /dev/zero")},
	};
	struct error error;

	assert_int_equal(
		process_run_tasks(tasks, ARRAY_LENGTH(tasks), clock_milliseconds() + 20000, *state, &error),
		0);
	assert_text(tasks[0].output, "mine\n");
	assert_text(tasks[0].errors, "wrong\n");
	assert_int_equal(tasks[0].status, 3);
	assert_text(tasks[1].output, "[]\n");
	assert_int_equal(tasks[1].status, 0);
	assert_int_equal(tasks[2].output.len, 200000);
	assert_int_equal(tasks[2].errors.len, 300000);
}

/* Each waits for what the other writes. */
static void test_they_run_side_by_side(void **state)
{
	char folder[] = "/tmp/mighook-tasks.XXXXXX";
	struct process_task tasks[] = {
		{.arguments = SHELL("cd \"$1\" && echo one >a && cat b")},
		{.arguments = SHELL("cd \"$1\" && cat a && echo two >b")},
	};
	struct process_task prepare = {.arguments = SHELL("cd \"$1\" && mkfifo a b")};
	struct process_task clean = {.arguments = SHELL("rm -rf \"$1\"")};
	int64_t deadline = clock_milliseconds() + 20000;
	struct error error;
	int result;

	assert_non_null(mkdtemp(folder));
	assert_int_equal(
		process_run_tasks(in_folder(&prepare, folder), 1, deadline, *state, &error), 0);
	(void)in_folder(&tasks[0], folder), (void)in_folder(&tasks[1], folder);
	result = process_run_tasks(tasks, 2, deadline, *state, &error);
	assert_int_equal(process_run_tasks(in_folder(&clean, folder), 1, deadline, *state, &error), 0);
	assert_int_equal(result, 0);
	assert_text(tasks[0].output, "two\n");
	assert_text(tasks[1].output, "one\n");
}

static void test_one_that_is_late_is_killed(void **state)
{
	struct process_task tasks[] = {
		{.arguments = SHELL("echo done")},
		{.arguments = SHELL("echo $$ >&2; exec sleep 60")},
	};
	int64_t start = clock_milliseconds();
	struct error error;

	assert_int_equal(process_run_tasks(tasks, 2, start + 300, *state, &error), -1);
	assert_contains(error.message, "took too long");
	assert_true(clock_milliseconds() - start < 10000);
	assert_int_equal(kill((pid_t)strtol(tasks[1].errors.ptr, NULL, 10), 0), -1);
	assert_int_equal(errno, ESRCH);
}

static void test_none_is_left_if_one_cannot_start(void **state)
{
	const char *const nothing[] = {"/nothing/there", NULL};
	struct process_task tasks[] = {{.arguments = SHELL("exec sleep 60")}, {.arguments = nothing}};
	int64_t start = clock_milliseconds();
	struct error error;

	assert_int_equal(process_run_tasks(tasks, 2, start + 30000, *state, &error), -1);
	assert_contains(error.message, "/nothing/there");
	assert_true(clock_milliseconds() - start < 10000);
}

/* Where we are killed there is nobody to end them. */
static void test_they_end_with_us(void **state)
{
	struct process_task task = {.arguments = SHELL("echo >&7; exec sleep 60")};
	char byte;
	struct error error;
	int told[2], status;
	pid_t child;

	assert_int_equal(pipe(told), 0);
	child = fork();
	if (!child) {
		dup2(told[1], 7);
		_exit(process_run_tasks(&task, 1, clock_milliseconds() + 30000, *state, &error) ? 1 : 0);
	}
	assert_int_equal(read(told[0], &byte, 1), 1);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	/* it alone can still write there */
	close(told[1]);
	assert_int_equal(poll(&(struct pollfd){.fd = told[0], .events = POLLIN}, 1, 10000), 1);
	assert_int_equal(read(told[0], &byte, 1), 0);
	close(told[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_each_has_its_own),
		with_arena(test_they_run_side_by_side),
		with_arena(test_one_that_is_late_is_killed),
		with_arena(test_none_is_left_if_one_cannot_start),
		with_arena(test_they_end_with_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
