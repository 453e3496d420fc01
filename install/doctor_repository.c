/* SPDX-License-Identifier: MIT */
/* Who reads the repository and why, and how much of its history is here. */
#include "git/git_cli.h"
#include "install/doctor.h"

/* What the repository says of its own format (gitrepository-layout(5)), a line for each. */
static struct str format_of(struct doctor *doctor)
{
	static const char *const command[] = {
		"config", "--get-regexp", "^(core\\.repositoryformatversion|extensions\\.)", NULL};
	struct text text = {.arena = doctor->arena};
	struct str output, line;
	struct error ignored;
	int status;

	text_add(&text, repository_digits(doctor->repository) == 64 ? STR("SHA-256") : STR("SHA-1"));
	if (git_cli_run(doctor->arena, command, &output, &status, &ignored) || status)
		return text_str(&text);
	while (output.len && str_next(&output, '\n', &line)) {
		struct str key;

		if (!str_next(&line, ' ', &key))
			continue;
		if (str_equal(key, STR("core.repositoryformatversion")))
			text_addf(&text, ", format %.*s", STR_ARG(line));
		else
			text_addf(&text, ", %.*s=%.*s", STR_ARG(key), STR_ARG(line));
	}
	return text_str(&text);
}

static void examine_reader(struct doctor *doctor, const struct judged *judged)
{
	struct repository *repository = doctor->repository;
	const char *feature, *reader = repository_reader(repository, &feature);
	struct str name = STR("repository"), format = format_of(doctor);
	struct str directory = repository_directory(repository);

	if (!judged->has_tree) {
		struct error error = judged->tree_error;

		error_describe(&error, "%.*s (%.*s): %s", STR_ARG(directory), STR_ARG(format),
			judged->tree_error.message);
		error_advise(&error, "%s", judged->tree_error.hint);
		doctor_fail_with(doctor, name, &error);
	} else if (feature) {
		doctor_pass(doctor, name, "%.*s (%.*s), read by git: it has %s", STR_ARG(directory),
			STR_ARG(format), feature);
	} else {
		doctor_pass(
			doctor, name, "%.*s (%.*s), read by %s", STR_ARG(directory), STR_ARG(format), reader);
	}
}

static void examine_history(struct doctor *doctor)
{
	bool partial = repository_is_partial(doctor->repository);
	struct str name = STR("history");
	struct error error;

	if (repository_is_shallow(doctor->repository)) {
		error_describe(&error, "shallow%s: the merge base with a protected branch may be missing",
			partial ? " and partial" : "");
		(void)repository_hint_history(doctor->repository, &error);
		doctor_fail_with(doctor, name, &error);
	} else if (partial) {
		doctor_pass(doctor, name, "partial: git fetches the objects that are missing when asked");
	} else {
		doctor_pass(doctor, name, "complete");
	}
}

void doctor_examine_repository(struct doctor *doctor, const struct judged *judged)
{
	examine_reader(doctor, judged);
	examine_history(doctor);
}
