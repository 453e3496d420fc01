/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/demand.h"

static bool is_word(char byte)
{
	return is_alnum(byte) || byte == '_' || byte == '-';
}

/* What stands between the words of a command: blanks, a continued line, and in an array of JSON or
 * a Dockerfile quotes and a comma. */
static size_t skip_gap(struct str text, size_t at)
{
	for (;;) {
		struct str rest = str_slice(text, at, text.len);

		if (rest.len && str_has(STR(" \t\"',"), rest.ptr[0]))
			at++;
		else if (str_starts(rest, STR("\\\n")))
			at += 2;
		else if (str_starts(rest, STR("\\\r\n")))
			at += 3;
		else
			return at;
	}
}

/* The end of the command if it stands at `at`; 0 if it does not. */
static size_t command_end(struct str text, size_t at, struct str command)
{
	struct str word;

	if (at && is_word(text.ptr[at - 1]))
		return 0;
	while (str_next(&command, ' ', &word)) {
		size_t start = skip_gap(text, at);

		if (!word.len)
			continue;
		if (!str_starts(str_slice(text, start, text.len), word))
			return 0;
		at = start + word.len;
		if (at < text.len && is_word(text.ptr[at]))
			return 0;
	}
	return at;
}

/* True in a line that is a comment of a shell, YAML, TOML or Dockerfile. */
static bool is_comment(struct str text, size_t at)
{
	size_t start = at;

	while (start && text.ptr[start - 1] != '\n')
		start--;
	return str_starts(str_trim(str_slice(text, start, at)), STR("#"));
}

static void check_command(const struct watched_file *file, struct str command, struct arena *arena,
	struct diagnostics *out)
{
	struct str text = file->after, first = str_trim(command);

	(void)str_next(&(struct str){first.ptr, first.len}, ' ', &first);
	for (size_t at = str_find(text, first, 0); at < text.len; at = str_find(text, first, at + 1)) {
		size_t end = command_end(text, at, str_trim(command));

		if (!end || is_comment(text, at))
			continue;
		diagnostic_hint(out,
			diagnose_text(out, file->path, text, (struct span){at, end}, "`%s` is forbidden here",
				escape_text(arena, command, false).ptr),
			"Take it out; the policy says which commands (rules.forbidden-command.commands)");
	}
}

static void check_change(const struct subject *subject, struct diagnostics *out)
{
	struct str_list commands = policy_option_list(subject->policy, &subject->rule->key, "commands");

	for (size_t i = 0; i < subject->demand->watched.count; i++)
		for (size_t j = 0; subject->demand->watched.items[i].after.ptr && j < commands.count; j++)
			check_command(
				&subject->demand->watched.items[i], commands.items[j], subject->arena, out);
}

const struct rule rule_forbidden_command = {
	.key =
		{
			.id = "forbidden-command",
			.of_change = true,
			.severity = SEVERITY_OFF,
			.options =
				(const struct option_key[]){
					{"commands", VALUE_LIST, NULL,
						"supabase db push|supabase link|--linked|prisma migrate deploy|prisma db "
						"push",
						"commands, word by word"},
					{"files", VALUE_LIST, NULL,
						".github/*|.gitlab-ci.yml|.circleci/*|.husky/*|scripts/*|bin/"
						"*|*.sh|Makefile|"
						"Justfile|justfile|Taskfile.yml|package.json|Dockerfile|Dockerfile.*|*"
						"compose*.yml|"
						"*compose*.yaml|Procfile|fly.toml|lefthook.yml",
						"patterns of files: a name anywhere, or with a '/' a path from the top"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a script or workflow calls a command that the team forbids",
	.why =
		"A `supabase db push` in a script or a `prisma migrate deploy` at release time changes a "
		"database past the review and past its history. Changed files are read; comments may "
		"name the command.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {forbidden-command: error}\n"
			   "-- staged: scripts/deploy.sh\n"
			   "npx supabase db push --include-all\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {forbidden-command: error}\n"
			   "-- staged: scripts/deploy.sh\n"
			   "# never supabase db push\n"
			   "npx supabase db diff\n",
	.remedy = "Take the command or the file out of the rule's options.",
	.source = "seed 2 lines 124-133 (S1-13); seed 4 lines 20-23 (S3-01); seed 5 line 259",
	.reads_option = "files",
	.check_change = check_change,
};
