/* SPDX-License-Identifier: MIT */
/*
 * Times several commands side by side: A B C A B C ..., so that a machine that is busy for a moment
 * is busy for all of them:
 *
 *     interleave TURNS SECONDS <COMMANDS
 *
 * A line of COMMANDS is the highest exit status that means success, and the command's words,
 * divided by spaces: no shell, which would take longer than what it starts. One turn is not
 * counted, then there are TURNS of them; fewer if SECONDS are over, but at least three. A line of
 * the output, fields divided by tabs: milliseconds (median, minimum), median of the first command's
 * time divided by this one's in the same turn, highest resident memory in KiB, turns. Or a `-` and
 * the reason, in which case the command was left out.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16
#define WORDS_MAX 256
#define TURNS_LEAST 3
#define RUN_SECONDS_MAX 60

struct command {
	char *words[WORDS_MAX];
	int status_max;
	double *times; /* milliseconds, of each turn */
	double ratio; /* of the first command's time to this one's */
	long peak; /* KiB */
	char reason[64]; /* why it was left out; empty: it was not */
};

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(2);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Splits LINE where it lies; false if it says nothing. */
static bool read_command(char *line, struct command *ret)
{
	size_t count = 0;
	char *rest = NULL;
	const char *status = strtok_r(line, " \n", &rest);

	if (!status)
		return false;
	ret->status_max = atoi(status);
	for (char *word; count + 1 < WORDS_MAX && (word = strtok_r(NULL, " \n", &rest));)
		ret->words[count++] = word;
	return count > 0;
}

/* Waits for the child; one that takes too long is ended with all that it has started. */
static bool wait_for(pid_t child, int *ret_status, struct rusage *ret_usage)
{
	struct pollfd end = {.fd = pidfd_open(child, 0), .events = POLLIN};
	bool in_time;

	if (end.fd < 0)
		die("pidfd_open");
	in_time = poll(&end, 1, RUN_SECONDS_MAX * 1000) > 0;
	close(end.fd);
	if (!in_time)
		kill(-child, SIGKILL);
	if (wait4(child, ret_status, 0, ret_usage) < 0)
		die("wait4");
	return in_time;
}

/* One run: milliseconds. */
static double run(struct command *command)
{
	extern char **environ;
	static const char nothing[] = "/dev/null";
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	struct rusage usage;
	double begin, taken;
	pid_t child;
	int status, result;
	bool in_time;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, nothing, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, nothing, O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, nothing, O_WRONLY, 0);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	begin = now();
	result = posix_spawnp(&child, command->words[0], &files, &attributes, command->words, environ);
	if (result) {
		snprintf(command->reason, sizeof(command->reason), "%s", strerror(result));
		return 0;
	}
	in_time = wait_for(child, &status, &usage);
	taken = now() - begin;
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	if (!in_time)
		snprintf(command->reason, sizeof(command->reason), "more than %d s", RUN_SECONDS_MAX);
	else if (!WIFEXITED(status))
		snprintf(command->reason, sizeof(command->reason), "signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) > command->status_max)
		snprintf(command->reason, sizeof(command->reason), "exit status %d", WEXITSTATUS(status));
	if (usage.ru_maxrss > command->peak)
		command->peak = usage.ru_maxrss;
	return taken;
}

static int compare_numbers(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Sorts the numbers. */
static double median(double *numbers, int count)
{
	qsort(numbers, (size_t)count, sizeof(*numbers), compare_numbers);
	return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}

/* The first command's time divided by this one's, of each turn: the median. */
static double ratio_to(const struct command *first, const struct command *command, int turns)
{
	double *ratios = calloc((size_t)turns, sizeof(*ratios)), ret;

	if (!ratios)
		die("calloc");
	for (int turn = 0; turn < turns; turn++)
		ratios[turn] = first->times[turn] / command->times[turn];
	ret = median(ratios, turns);
	free(ratios);
	return ret;
}

static int read_commands(struct command *commands)
{
	int count = 0;
	char *line = NULL;
	size_t size = 0;

	/* The words are pieces of the lines, which therefore stay. */
	while (count < COMMANDS_MAX && getline(&line, &size, stdin) > 0) {
		count += read_command(line, &commands[count]);
		line = NULL;
		size = 0;
	}
	return count;
}

int main(int argc, char **argv)
{
	static struct command commands[COMMANDS_MAX];
	int count, turns_most, turns = 0;
	double end;

	if (argc != 3 || (turns_most = atoi(argv[1])) < 1) {
		fputs("usage: interleave TURNS SECONDS <COMMANDS\n", stderr);
		return 2;
	}
	if (turns_most < TURNS_LEAST)
		turns_most = TURNS_LEAST;
	count = read_commands(commands);
	for (int i = 0; i < count; i++) {
		if (!(commands[i].times = calloc((size_t)turns_most, sizeof(double))))
			die("calloc");
		run(&commands[i]);
	}
	end = now() + atof(argv[2]) * 1e3;
	for (; turns < turns_most && (turns < TURNS_LEAST || now() < end); turns++)
		for (int i = 0; i < count; i++)
			if (!commands[i].reason[0])
				commands[i].times[turns] = run(&commands[i]);

	/* Finding a median sorts, and ratios are of times in the order of the turns. */
	for (int i = 0; i < count; i++)
		commands[i].ratio = ratio_to(&commands[0], &commands[i], turns);
	for (int i = 0; i < count; i++) {
		double *times = commands[i].times;
		double middle = median(times, turns);

		if (commands[i].reason[0])
			printf("-\t%s\n", commands[i].reason);
		else
			printf("%.3f\t%.3f\t%.4f\t%ld\t%d\n", middle, times[0], commands[i].ratio,
				commands[i].peak, turns);
	}
	return 0;
}
