/* SPDX-License-Identifier: MIT */
/*
 * Tells how much memory a program needs beyond a file that it maps:
 *
 *     peak FILE COMMAND...
 *
 * prints two numbers of KiB: the highest resident memory, and the highest without the pages of the
 * mapping whose path ends in FILE. The kernel counts both as one, so the program is stopped before
 * each system call and its mappings are read: pages come at any time, but only a system call takes
 * them away, so the highest is seen. What its children need is not counted.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(2);
}

static bool ends_in(const char *line, const char *end)
{
	size_t length = strcspn(line, "\n"), end_length = strlen(end);

	return length >= end_length && !strncmp(line + length - end_length, end, end_length);
}

/* KiB that are resident now, in all and in mappings of FILE; nothing of a process that has ended.
 */
static void read_mappings(pid_t child, const char *file, long *ret_all, long *ret_file)
{
	char path[64], line[4096];
	bool of_file = false;
	long kib, all = 0, in_file = 0;
	FILE *mappings;

	snprintf(path, sizeof(path), "/proc/%d/smaps", child);
	if (!(mappings = fopen(path, "re")))
		die(path);
	while (fgets(line, sizeof(line), mappings)) {
		unsigned long begin, end;

		if (sscanf(line, "%lx-%lx ", &begin, &end) == 2)
			of_file = ends_in(line, file);
		else if (sscanf(line, "Rss: %ld kB", &kib) == 1) {
			all += kib;
			in_file += of_file ? kib : 0;
		}
	}
	fclose(mappings);
	*ret_all = all;
	*ret_file = in_file;
}

/* It stands before a system call, not behind one. */
static bool is_entered(pid_t child)
{
	struct __ptrace_syscall_info call = {0};

	return ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof(call), &call) > 0 &&
		call.op == PTRACE_SYSCALL_INFO_ENTRY;
}

static _Noreturn void become(char **command)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; standard++)
		if (dup2(nothing, standard) < 0)
			_exit(127);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		_exit(127);
	execvp(command[0], command);
	_exit(127);
}

int main(int argc, char **argv)
{
	long most = 0, most_beyond = 0;
	pid_t child;
	int status;

	if (argc < 3) {
		fputs("usage: peak FILE COMMAND...\n", stderr);
		return 2;
	}
	if ((child = fork()) < 0)
		die("fork");
	if (!child)
		become(argv + 2);
	if (waitpid(child, &status, 0) < 0)
		die("waitpid");
	if (WIFSTOPPED(status) &&
		ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL))
		die("ptrace");
	while (WIFSTOPPED(status)) {
		int signal = WSTOPSIG(status);

		if (signal == (SIGTRAP | 0x80) && is_entered(child)) {
			long all, in_file;

			read_mappings(child, argv[1], &all, &in_file);
			most = all > most ? all : most;
			most_beyond = all - in_file > most_beyond ? all - in_file : most_beyond;
		}
		if ((signal & ~0x80) == SIGTRAP)
			signal = 0;
		if (ptrace(PTRACE_SYSCALL, child, NULL, (long)signal) || waitpid(child, &status, 0) < 0)
			die("ptrace");
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "peak: %s does not do it\n", argv[2]);
		return 1;
	}
	printf("%ld\t%ld\n", most, most_beyond);
	return 0;
}
