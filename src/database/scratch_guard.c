/* SPDX-License-Identifier: MIT */
#include "database/scratch_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { PATIENCE = 10 * 1000 }; /* milliseconds for an orderly end */

/* What waits for a child is interrupted by its end, nothing more. */
static void wake_up(int number)
{
	(void)number;
}

static void handle(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

/* Becomes the program; what goes wrong is in its log. */
__attribute__((noreturn)) static void become(
	const struct guard_orders *orders, const struct guard_program *program, pid_t guard)
{
	static const int reset[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGQUIT};
	const char *step = "become another user";
	sigset_t none;

	sigemptyset(&none);
	for (size_t i = 0; i < ARRAY_LENGTH(reset); i++)
		handle(reset[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0);
	if (scratch_user_become(&orders->user)) {
		/* a change of the user takes it back, so it comes behind that */
		prctl(PR_SET_PDEATHSIG, program->end_signal);
		if (getppid() != guard)
			_exit(1);
		step = "enter the folder";
		if (!chdir(orders->folders[0].path.ptr)) {
			dup2(orders->log, STDOUT_FILENO);
			dup2(orders->log, STDERR_FILENO);
			execve(program->arguments[0], program->arguments, orders->environment);
			step = program->arguments[0];
		}
	}
	dprintf(orders->log, "%s: %s\n", step, strerror(errno));
	_exit(127);
}

static pid_t start(const struct guard_orders *orders, size_t number)
{
	pid_t guard = getpid(), child = fork();

	if (!child)
		become(orders, &orders->programs[number], guard);
	if (child < 0)
		dprintf(orders->log, "cannot start a process: %s\n", strerror(errno));
	return child;
}

/* Keeps standard input, output and errors of nobody: who reads them waits for their end. */
static void let_go(const struct guard_orders *orders, int socket)
{
	int kept[] = {socket, orders->log, orders->folders[0].lock, orders->folders[1].lock};
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	unsigned next = STDERR_FILENO + 1;

	for (int file = STDIN_FILENO; file <= STDERR_FILENO && null >= 0; file++)
		dup2(null, file);
	for (;;) {
		int least = -1;

		for (size_t i = 0; i < ARRAY_LENGTH(kept); i++)
			if (kept[i] >= (int)next && (least < 0 || kept[i] < least))
				least = kept[i];
		if (least < 0)
			break;
		if ((unsigned)least > next)
			close_range(next, (unsigned)least - 1, 0);
		next = (unsigned)least + 1;
	}
	close_range(next, ~0U, 0);
}

static void tell(int socket, pid_t child, int status)
{
	unsigned char byte = 127;

	if (child > 0)
		byte = (unsigned char)(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	(void)!send(socket, &byte, 1, MSG_NOSIGNAL);
}

/* Serves until the other end is closed. Returns the program that still runs, and which it is. */
static pid_t serve(const struct guard_orders *orders, int socket, size_t *ret_program)
{
	struct pollfd other = {.fd = socket, .events = POLLIN};
	sigset_t none;
	pid_t child = 0;

	sigemptyset(&none);
	for (;;) {
		unsigned char byte;
		int status;

		if (child > 0 && waitpid(child, &status, WNOHANG) == child) {
			tell(socket, child, status);
			child = 0;
		}
		/* the end of a child comes here alone: at any other time that signal is blocked */
		if (ppoll(&other, 1, NULL, &none) < 0)
			continue;
		if (recv(socket, &byte, 1, 0) != 1)
			return child;
		*ret_program = byte % GUARD_PROGRAMS;
		child = start(orders, *ret_program);
		if (child < 0)
			tell(socket, child, 0);
	}
}

/* Ends the program and waits for all that it has started, too: what initdb starts has shared
 * memory, and ends in order when initdb has gone. */
static void end_program(pid_t child, int end_signal)
{
	int64_t deadline = clock_milliseconds() + PATIENCE;
	sigset_t end;

	sigemptyset(&end);
	sigaddset(&end, SIGCHLD);
	kill(child, end_signal);
	for (;;) {
		int64_t left = deadline - clock_milliseconds();
		struct timespec patience = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
		pid_t ended = waitpid(-1, NULL, WNOHANG);

		if (ended < 0)
			return;
		if (ended > 0)
			continue;
		if (left <= 0)
			break;
		sigtimedwait(&end, NULL, &patience);
	}
	kill(-child, SIGKILL);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

__attribute__((noreturn)) static void guard(struct guard_orders *orders, int socket)
{
	static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP};
	sigset_t end;
	size_t program = 0;
	pid_t child;

	setsid();
	prctl(PR_SET_NAME, "mighook-guard");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < ARRAY_LENGTH(ignored); i++)
		handle(ignored[i], SIG_IGN);
	sigfillset(&end);
	sigprocmask(SIG_UNBLOCK, &end, NULL);
	sigemptyset(&end);
	sigaddset(&end, SIGCHLD);
	sigprocmask(SIG_BLOCK, &end, NULL);
	handle(SIGCHLD, wake_up);
	let_go(orders, socket);
	child = serve(orders, socket, &program);
	if (child > 0)
		end_program(child, orders->programs[program].end_signal);
	for (size_t i = 0; i < GUARD_FOLDERS; i++)
		scratch_folder_remove(&orders->folders[i]);
	_exit(0);
}

int guard_start(struct guard *ret, const struct guard_orders *orders, struct error *reterr)
{
	struct guard_orders copy = *orders;
	int ends[2];
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return error_set(reterr, "cannot make a socket: %s", strerror(errno));
	child = fork();
	if (!child)
		guard(&copy, ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return error_set(reterr, "cannot start a process: %s", strerror(errno));
	}
	*ret = (struct guard){child, ends[0]};
	return 0;
}

int guard_run(const struct guard *guard, size_t program, struct error *reterr)
{
	unsigned char byte = (unsigned char)program;

	if (send(guard->socket, &byte, 1, MSG_NOSIGNAL) == 1)
		return 0;
	return error_set(reterr, "the process that starts the server has gone: %s", strerror(errno));
}

void guard_wait(const struct guard *guard, int64_t milliseconds, int *ret_status)
{
	struct pollfd other = {.fd = guard->socket, .events = POLLIN};
	unsigned char byte = 255;

	*ret_status = -1;
	if (poll(&other, 1, (int)milliseconds) > 0) {
		(void)!recv(guard->socket, &byte, 1, 0);
		*ret_status = byte;
	}
}

void guard_end(struct guard *guard)
{
	if (!guard->process)
		return;
	close(guard->socket);
	while (waitpid(guard->process, NULL, 0) < 0 && errno == EINTR)
		;
	*guard = (struct guard){0};
}
