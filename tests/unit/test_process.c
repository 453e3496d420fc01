/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"

static void test_run__gives_output_and_status(void **state)
{
	const char *const arguments[] = {
		"sh", "-c", "printf 'a\\000b\\n%s' \"$1\"; exit 3", "sh", "x y", NULL};
	struct error error;
	struct str output;
	int status = 0;

	assert_int_equal(
		process_run(arguments, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), 0);
	assert_int_equal(status, 3);
	assert_int_equal(output.len, 7);
	assert_memory_equal(output.ptr, "a\0b\nx y", 7);
}

static void test_run__joins_what_it_complains_of(void **state)
{
	const char *const arguments[] = {"sh", "-c", "echo answer; echo complaint >&2", NULL};
	struct error error;
	struct str output;
	int status = 1;

	assert_int_equal(
		process_run(arguments, PROCESS_JOINS_ERRORS, *state, &output, &status, &error), 0);
	assert_int_equal(status, 0);
	assert_text(output, "answer\ncomplaint\n");
}

static void test_run_here__tells_the_status_alone(void **state)
{
	const char *const arguments[] = {"sh", "-c", "exit 7", NULL};
	const char *const nothing[] = {"no-such-program-here", NULL};
	struct error error;
	int status = 0;

	(void)state;
	assert_int_equal(process_run_here(arguments, &status, &error), 0);
	assert_int_equal(status, 7);
	assert_int_equal(process_run_here(nothing, &status, &error), -1);
	assert_contains(error.message, "no-such-program-here");
}

static void test_run__stdin_is_empty(void **state)
{
	const char *const arguments[] = {"cat", NULL};
	struct error error;
	struct str output;
	int status = 1;

	assert_int_equal(
		process_run(arguments, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), 0);
	assert_int_equal(status, 0);
	assert_int_equal(output.len, 0);
	assert_non_null(output.ptr);
}

static void test_run__takes_much_output(void **state)
{
	const char *const arguments[] = {"sh", "-c", "printf '%0200000d' 1", NULL};
	struct error error;
	struct str output;
	int status = 1;

	assert_int_equal(
		process_run(arguments, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), 0);
	assert_int_equal(output.len, 200000);
	assert_int_equal(output.ptr[199999], '1');
}

static void test_run__what_cannot_start_or_is_killed_is_an_error(void **state)
{
	const char *const missing[] = {"mighook-no-such-program", NULL};
	const char *const killed[] = {"sh", "-c", "kill -9 $$", NULL};
	struct error error = {.message = ""};
	struct str output = {"kept", 4};
	int status = 77;

	assert_int_equal(
		process_run(missing, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), -1);
	assert_contains(error.message, "mighook-no-such-program");
	assert_int_equal(
		process_run(killed, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), -1);
	assert_contains(error.message, "sh");
	assert_int_equal(status, 77);
	assert_string_equal(output.ptr, "kept");
}

static void test_run__hides_complaints_on_request(void **state)
{
	const char *const arguments[] = {"sh", "-c", "echo out; echo complaint >&2", NULL};
	int ends[2], kept = dup(STDERR_FILENO), status = 1;
	struct error error;
	struct str output;
	char shown[64];

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	assert_int_equal(
		process_run(arguments, PROCESS_HIDES_ERRORS, *state, &output, &status, &error), 0);
	assert_int_equal(
		process_run(arguments, PROCESS_SHOWS_ERRORS, *state, &output, &status, &error), 0);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[1]);
	assert_int_equal(read(ends[0], shown, sizeof shown), 10);
	close(ends[0]);
	assert_memory_equal(shown, "complaint\n", 10);
	assert_str(output, "out\n");
}

static void test_start__answers_line_by_line(void **state)
{
	const char *const arguments[] = {"sh", "-c", "while read x; do echo \"<$x>\"; done", NULL};
	struct process process = {0};
	struct error error;
	char line[64];

	(void)state;
	assert_int_equal(process_start(&process, arguments, &error), 0);
	assert_true(process.child > 0);
	for (int i = 0; i < 3; i++) {
		fprintf(process.input, "question %d\n", i);
		fflush(process.input);
		assert_non_null(fgets(line, sizeof line, process.output));
		assert_true(str_starts(str_from(line), STR("<question ")));
		assert_int_equal(line[10], '0' + i);
	}
	process_close(&process);
	assert_int_equal(process.child, 0);
	process_close(&process);
}

static void test_start__of_what_is_not_there_is_an_error(void **state)
{
	const char *const arguments[] = {"mighook-no-such-program", NULL};
	struct process process = {.child = 0};
	struct error error = {.message = ""};

	(void)state;
	assert_int_equal(process_start(&process, arguments, &error), -1);
	assert_contains(error.message, "mighook-no-such-program");
	assert_int_equal(process.child, 0);
	assert_null(process.input);
}

/* git_cli.c tells the user when git takes no more questions; that must not end mighook by a
 * signal. */
static void test_start__writing_to_a_program_that_ended_is_survived(void **state)
{
	const char *const arguments[] = {"true", NULL};
	int status;
	pid_t child = fork();

	(void)state;
	if (!child) {
		struct process process = {0};
		struct error error;
		siginfo_t ended;
		bool failed;

		if (process_start(&process, arguments, &error))
			_exit(1);
		/* The end of its output is seen before its input is closed: wait for its end itself. */
		while (waitid(P_PID, (id_t)process.child, &ended, WEXITED | WNOWAIT) && errno == EINTR)
			;
		failed = fprintf(process.input, "question\n") < 0 || fflush(process.input);
		_exit(failed ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_run__gives_output_and_status),
		with_arena(test_run__joins_what_it_complains_of),
		cmocka_unit_test(test_run_here__tells_the_status_alone),
		with_arena(test_run__stdin_is_empty),
		with_arena(test_run__takes_much_output),
		with_arena(test_run__what_cannot_start_or_is_killed_is_an_error),
		with_arena(test_run__hides_complaints_on_request),
		cmocka_unit_test(test_start__answers_line_by_line),
		cmocka_unit_test(test_start__of_what_is_not_there_is_an_error),
		cmocka_unit_test(test_start__writing_to_a_program_that_ended_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
